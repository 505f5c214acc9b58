import type { ReactNode } from 'react'
import { cx } from '../../_ui/cx.ts'
import type { ScoreboardProps } from '../court.ts'
import { seatOrder } from '../seat-order.ts'

/** More rounds than this to win are shown as a figure alone. */
const MOST_MARKS = 5

/** The rounds won, beside the ring: a figure, and a mark for each round that it takes to win; below an agent's, which revision of it plays. */
export function SumoScoreboard({ snapshot, entry }: ScoreboardProps): ReactNode {
  const target = entry.header.options['target'] ?? 0
  return (
    <div className="pointer-events-none absolute inset-x-[4%] top-[4%] flex justify-between select-none" aria-hidden>
      {seatOrder(entry).map((seat, place) => {
        const won = snapshot.scores[seat] ?? 0
        const revision = snapshot.policies[seat]?.revision
        const isAgent = entry.header.seats[seat]?.kind === 'agent'
        return (
          <div
            key={seat}
            className={cx('flex flex-col', place > 0 && 'items-end', isAgent ? 'text-agent-text' : 'text-person-text')}
          >
            <p className="numeral text-[clamp(2.25rem,min(13cqh,13cqw),8rem)] leading-none opacity-30 forced-colors:opacity-70">
              {won}
            </p>
            {target > 0 && target <= MOST_MARKS ? (
              <p className={cx('mt-2 flex gap-1.5', place > 0 && 'flex-row-reverse')}>
                {Array.from({ length: target }, (_, i) => (
                  <span
                    key={i}
                    className={cx('size-2 rounded-full border border-current', i < won ? 'bg-current' : 'opacity-50')}
                  />
                ))}
              </p>
            ) : null}
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
