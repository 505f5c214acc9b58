import { Fragment, type ReactNode } from 'react'
import type { MatchResult } from '../../../game/protocol/replies.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { seatOrder } from '../../_stage/seat-order.ts'
import { nameOf } from '../name-of.ts'

/** So many scores stand beside each other; more are a list. */
const SIDE_BY_SIDE = 2

/** The scores at the end: "11 : 7", or a list with names, the best first. */
export function FinalScores({
  result,
  entry,
  left,
}: {
  result: MatchResult
  entry: MatchEntry
  /** Seats that were left for good: whatever they had, they come last. */
  left: readonly number[]
}): ReactNode {
  const { seats } = entry.header
  const { scoring } = entry.task
  const show = (seat: number): string => scoring.show(result.scores[seat] ?? 0)
  const colour = (seat: number): string => (seats[seat]?.kind === 'agent' ? 'text-agent-text' : 'text-person-text')
  if (seats.length <= SIDE_BY_SIDE)
    return (
      <p className="numeral mt-2 flex items-center justify-center gap-[0.35em] text-5xl text-fg sm:mt-5 sm:text-7xl">
        {seatOrder(entry).map((seat, place) => (
          <Fragment key={seat}>
            {place > 0 ? <span className="text-[0.4em] text-faint">:</span> : null}
            <span className={colour(seat)}>{show(seat)}</span>
          </Fragment>
        ))}
      </p>
    )
  const order = seats.map((_, seat) => seat).sort((a, b) => result.places[a]! - result.places[b]!)
  return (
    <ol className="mx-auto mt-4 grid w-fit grid-cols-[auto_1fr_auto] gap-x-4 gap-y-1 text-left [@container_(max-height:26rem)_and_(min-width:40rem)]:grid-cols-[auto_1fr_auto_auto_1fr_auto]">
      {order.map((seat) => (
        <li key={seat} className="contents">
          <span className="figures text-faint">{result.places[seat]}</span>
          <span className="truncate">
            {nameOf(entry, seat)}
            {left.includes(seat) ? <span className="ml-2 text-sm text-faint">left</span> : null}
          </span>
          <span className={`figures text-right text-lg ${colour(seat)}`}>{show(seat)}</span>
        </li>
      ))}
    </ol>
  )
}
