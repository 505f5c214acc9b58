import { whoPlays } from '../../_share/who-plays.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import { seatOrder } from '../../_stage/seat-order.ts'

/** What the tab of a match says: who plays, and how it ended. To who plays and looks at another tab: that it was found, then the score, mine first.
 *  A void match has none. Null: what the page itself says, which knows no names where not everybody may watch; what is not to be seen any more
 *  has the title of its result. */
export function tabTitle({ state, entry, begun, scores, result }: MatchSnapshot, hidden: boolean): string | null {
  if (!entry || state === 'refused') return null
  const { header, seat, task } = entry
  const counts = result?.reason !== 'void'
  if (hidden && seat !== null && counts) {
    if (!begun) return FOUND_TITLE
    return `${seatOrder(entry)
      .map((at) => task.scoring.show(scores[at] ?? 0))
      .join(' : ')} – Sparring`
  }
  const names = header.seats.map(({ name }) => name)
  return `${whoPlays(names, counts ? result?.scores.map(task.scoring.show) : [])} · Sparring`
}

/** A dot stands out among tabs. */
const FOUND_TITLE = '● Match found – Sparring'
