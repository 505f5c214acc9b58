import type { MatchResult } from '../../../game/protocol/replies.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { listed, ordinal } from '../../_ui/format.ts'
import { nameOf } from '../name-of.ts'

/** Says who has won, from where I sit: "You win", "Ann wins", "You come 2nd of 5"; of a match of one seat, the score. */
export function titleOf(result: MatchResult, entry: MatchEntry): string {
  const { seat, header, task } = entry
  const { places, scores, reason } = result
  const names = header.seats.map((holder) => holder.name)
  if (reason === 'void') return 'The match is void'
  if (places.length === 1) {
    const score = `${task.scoring.show(scores[0]!)} ${task.scoring.unit}`
    return seat === 0 ? score : `${nameOf(entry, 0)}: ${score}`
  }
  if (places.every((place) => place === 1)) return 'A draw'
  const best = names.filter((_, i) => places[i] === 1)
  if (seat === null) return `${listed(best) || 'Nobody'} ${best.length > 1 ? 'win' : 'wins'}`
  if (places[seat] === 1) return best.length > 1 ? 'You share the first place' : 'You win'
  return places.length > 2 ? `You come ${ordinal(places[seat]!)} of ${places.length}` : 'You lose'
}

/** Why it ended, where that is not plain. */
export function reasonOf({ reason, places }: MatchResult, { seat, header, rated }: MatchEntry): string {
  switch (reason) {
    case 'left': {
      const leaver = places.lastIndexOf(Math.max(...places))
      return leaver === seat ? 'You left the match.' : `${header.seats[leaver]?.name ?? 'The other'} left the match.`
    }
    case 'time':
      return 'Time was up.'
    case 'void':
      return rated ? 'The server had to stop. Nobody’s rating changes.' : 'The server had to stop.'
    case 'finished':
      return ''
  }
}
