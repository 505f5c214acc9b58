import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { count, plural } from './format.ts'
import { RANKED_GAMES, RANKED_OPPONENTS } from '../../game/league/ranks.ts'
import { Explain } from './explain.tsx'

const values = { md: 'font-[560]', lg: 'numeral text-4xl', xl: 'numeral text-6xl' }
const notes = { md: 'text-sm', lg: 'text-base', xl: 'text-lg' }

/** A rating with its uncertainty: "1534 ±82", and a "?" that explains itself while the rating is provisional. Null: not rated yet.
 *  `column` keeps the places of its parts, so that ratings under each other line up. */
export function Rating({
  value,
  uncertainty,
  provisional = false,
  games,
  size = 'md',
  column = false,
  className,
}: {
  value: number | null
  uncertainty?: number
  provisional?: boolean
  games?: number
  size?: 'md' | 'lg' | 'xl'
  column?: boolean
  className?: string
}): ReactNode {
  if (value === null)
    return <span className={cx('font-sans text-sm whitespace-nowrap text-muted', className)}>not rated yet</span>
  return (
    <span className={cx('figures inline-flex items-baseline gap-1.5 whitespace-nowrap', className)}>
      <span className={values[size]}>{Math.round(value)}</span>
      {uncertainty === undefined ? null : (
        <span className={cx('text-muted', notes[size], column && 'w-[2.4em] text-left')}>
          <span aria-hidden>±</span>
          <span className="sr-only"> plus or minus </span>
          {Math.round(uncertainty)}
        </span>
      )}
      {provisional ? (
        <Explain
          label="Provisional rating: why?"
          mark="?"
          className={cx(
            'text-center font-[560] text-muted hover:text-fg',
            column ? 'w-3' : 'px-1',
            size !== 'md' && 'text-2xl',
          )}
        >
          <p className="font-semibold">Provisional</p>
          <p className="mt-1 text-muted">
            {games === undefined ? 'Few rated games so far' : `${plural(games, 'rated game')} so far`}, so the true
            strength may well lie
            {uncertainty === undefined ? ' elsewhere' : ` ${count(uncertainty)} points above or below`}. The mark goes
            once the rating has settled; a person has a rank from {RANKED_GAMES} rated games on, one of them won,
            against at least {RANKED_OPPONENTS} opponents.
          </p>
        </Explain>
      ) : column ? (
        <span className="w-3" />
      ) : null}
    </span>
  )
}
