import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Skeleton } from './skeleton.tsx'

/** One big figure with its words under it. `value` null shows a dash, undefined a skeleton. `tone` lights it: only for what belongs to
 *  a person or an agent. `live` has changes read out. */
export function Stat({
  label,
  value,
  unit,
  note,
  tone = 'plain',
  size = 'md',
  live = false,
  className,
}: {
  label: ReactNode
  value: string | number | null | undefined
  unit?: string
  note?: ReactNode
  tone?: 'plain' | 'person' | 'agent'
  size?: 'sm' | 'md' | 'lg'
  live?: boolean
  className?: string
}): ReactNode {
  return (
    <div className={cx('flex min-w-0 flex-col-reverse justify-end gap-1', className)}>
      {note ? <div className="text-sm text-faint">{note}</div> : null}
      <div className="text-sm leading-snug text-muted">{label}</div>
      <div
        aria-live={live ? 'polite' : undefined}
        className={cx(
          'numeral truncate',
          { sm: 'text-2xl', md: 'text-4xl', lg: 'text-6xl sm:text-7xl' }[size],
          { plain: '', person: 'text-person-text', agent: 'text-agent-text' }[tone],
        )}
      >
        {value === undefined ? <Skeleton className="h-[0.8em] w-[2.2em]" /> : (value ?? '–')}
        {unit && value !== undefined && value !== null ? (
          <span className="ml-1 text-[0.5em] text-muted">{unit}</span>
        ) : null}
      </div>
    </div>
  )
}
