import type { ReactNode } from 'react'
import type { SeatHolder } from '../../game/core/match-log.ts'
import { cx } from '../_ui/cx.ts'

/** The score as marks on the ground of the court, under the ball. */
export function ScoreLayer({ scores, seats }: { scores: readonly number[]; seats: readonly SeatHolder[] }): ReactNode {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-[4%] grid grid-cols-2 select-none" aria-hidden>
      {seats.map((holder, seat) => (
        <p
          key={seat}
          className={cx(
            'numeral text-[clamp(3.5rem,min(17cqh,17cqw),11rem)] opacity-30',
            seat === 0 ? 'pr-[12%] text-right' : 'pl-[12%]',
            holder.kind === 'agent' ? 'text-agent-text' : 'text-person-text',
          )}
        >
          {scores[seat] ?? 0}
        </p>
      ))}
    </div>
  )
}
