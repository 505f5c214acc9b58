import type { ReactNode } from 'react'
import type { ScoreboardProps } from '../court.ts'
import { seatOrder } from '../seat-order.ts'

/** The scores, seat after seat. */
export function PlainScoreboard({ snapshot, entry }: ScoreboardProps): ReactNode {
  // The result says them in a moment, over the court.
  if (snapshot.result) return null
  return (
    <div className="pointer-events-none absolute inset-x-0 top-[4%] flex justify-center gap-8 select-none" aria-hidden>
      {seatOrder(entry).map((seat) => (
        <p
          key={seat}
          className={`numeral text-4xl ${entry.header.seats[seat]?.kind === 'agent' ? 'text-agent-text' : 'text-person-text'}`}
        >
          {entry.task.scoring.show(snapshot.scores[seat] ?? 0)}
        </p>
      ))}
    </div>
  )
}
