import type { ReactNode } from 'react'
import { cx } from '../_ui/cx.ts'
import styles from './match-screen.module.css'

/** Under the court, or in a column beside it on a phone on its side: what is told of the match, and its buttons. */
export function ToolLine({ told, children }: { told: ReactNode; children: ReactNode }): ReactNode {
  return (
    <div className={cx(styles['line'], 'flex items-center gap-x-4 px-4 py-1.5 text-sm text-muted sm:px-6')}>
      {told}
      <div className={cx(styles['buttons'], 'ml-auto flex items-center')}>{children}</div>
    </div>
  )
}

/** Words in that line for which a column has no room. */
export function ToolWords({ children, className }: { children: ReactNode; className?: string }): ReactNode {
  return <p className={cx(styles['words'], 'truncate text-xs text-faint', className)}>{children}</p>
}
