import type { ReactNode } from 'react'
import { cx } from '../_ui/cx.ts'
import type { ScoreboardProps } from './court.ts'
import { seatOrder } from './seat-order.ts'

/** The score of a game of two as marks on the ground of the court, under what moves; below an agent's, which revision of it plays. */
export function TwoScores({ snapshot, entry }: ScoreboardProps): ReactNode {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-[4%] grid grid-cols-2 select-none" aria-hidden>
      {seatOrder(entry).map((seat, place) => {
        const revision = snapshot.policies[seat]?.revision
        return (
          <div
            key={seat}
            className={cx(
              place === 0 ? 'pr-[12%] text-right' : 'pl-[12%]',
              entry.header.seats[seat]?.kind === 'agent' ? 'text-agent-text' : 'text-person-text',
            )}
          >
            <p className="numeral text-[clamp(3.5rem,min(17cqh,17cqw),11rem)] opacity-30 forced-colors:opacity-70">
              {snapshot.scores[seat] ?? 0}
            </p>
            {revision === undefined ? null : (
              <p key={revision} className="figures mt-1 animate-rise text-sm">
                revision {revision}
              </p>
            )}
          </div>
        )
      })}
    </div>
  )
}
