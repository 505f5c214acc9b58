import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { count, plural } from './format.ts'
import { Explain } from './explain.tsx'

/** A rating with its uncertainty: "1534 ±82", and a "?" that explains itself while the rating is provisional. Null: not rated yet. */
export function Rating({
  value,
  uncertainty,
  provisional,
  games,
  size = 'md',
  className,
}: {
  value: number | null
  uncertainty?: number
  provisional?: boolean
  games?: number
  size?: 'md' | 'lg'
  className?: string
}): ReactNode {
  if (value === null) return <span className={cx('text-muted', className)}>not rated yet</span>
  return (
    <span className={cx('figures inline-flex items-baseline gap-1.5 whitespace-nowrap', className)}>
      <span className={size === 'lg' ? 'numeral text-6xl' : 'font-[560]'}>{Math.round(value)}</span>
      {uncertainty === undefined ? null : (
        <span className={cx('text-muted', size === 'lg' ? 'text-lg' : 'text-sm')}>
          <span aria-hidden>±</span>
          <span className="sr-only"> plus or minus </span>
          {Math.round(uncertainty)}
        </span>
      )}
      {provisional ? (
        <Explain
          label="Provisional rating: why?"
          mark={<span className={size === 'lg' ? 'text-2xl' : ''}>?</span>}
          className="px-0.5 font-semibold text-muted hover:text-fg"
        >
          <p className="font-semibold">Provisional</p>
          <p className="mt-1 text-muted">
            {games === undefined ? 'Few rated games so far' : `${plural(games, 'rated game')} so far`}, so the true
            strength may well lie
            {uncertainty === undefined ? ' elsewhere' : ` ${count(uncertainty)} points above or below`}. The mark goes
            once the rating has settled.
          </p>
        </Explain>
      ) : null}
    </span>
  )
}
