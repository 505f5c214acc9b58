import { Fragment, type ReactNode } from 'react'
import type { MatchResult } from '../../../game/protocol/replies.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { cx } from '../../_ui/cx.ts'
import { seatOrder } from '../../_stage/seat-order.ts'
import { nameOf } from '../name-of.ts'

/** So many scores stand beside each other; more are a list. */
const SIDE_BY_SIDE = 2
/** More than this are two columns where there is little room. */
const TWO_COLUMNS = 4

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
      <p className="numeral mt-2 flex items-center justify-center gap-[0.35em] text-5xl text-fg sm:mt-5 sm:text-7xl [@container_(max-height:26rem)_and_(min-width:32rem)]:mt-2">
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
    <ol
      className={cx(
        'mx-auto mt-4 grid w-fit max-w-full items-baseline grid-cols-[auto_minmax(0,1fr)_auto] gap-x-4 gap-y-1 text-left [@container_(max-height:26rem)_and_(min-width:32rem)]:mt-2 [@container_(max-height:26rem)_and_(min-width:32rem)]:gap-y-0 [@container_(max-height:26rem)_and_(min-width:32rem)]:[&>li:nth-child(even)>span:first-child]:ml-4 [@container_(max-height:26rem)_and_(min-width:32rem)]:grid-cols-[auto_1fr_auto_auto_1fr_auto]',
        // A court as low as a phone's has no room for a line for each and for what to do next.
        seats.length > TWO_COLUMNS &&
          'max-sm:mt-2 max-sm:grid-cols-[auto_minmax(0,1fr)_auto_auto_minmax(0,1fr)_auto] max-sm:gap-x-2 max-sm:gap-y-0 max-sm:text-sm max-sm:[&>li:nth-child(even)>span:first-child]:ml-3',
      )}
    >
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
