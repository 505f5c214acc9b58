import type { MatchResult } from '../../../game/protocol/replies.ts'
import type { GoneHow } from '../../../game/protocol/terms.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { listed, ordinal } from '../../_ui/format.ts'
import { seatOrder } from '../../_stage/seat-order.ts'
import { nameOf, seatNames } from '../name-of.ts'
import type { ShareCard } from './share-card.ts'

/** Says who has won, from where I sit: "You win", "Ann wins", "You come 2nd of 5"; of a match of one seat, the score. */
export function titleOf(result: MatchResult, entry: MatchEntry): string {
  const { seat, task } = entry
  const { places, scores, reason } = result
  const names = seatNames(entry)
  if (reason === 'void') return 'The match is void'
  if (places.length === 1) {
    const score = `${task.scoring.show(scores[0]!)} ${task.scoring.unit}`
    return seat === 0 ? score : `${nameOf(entry, 0)}: ${score}`
  }
  if (places.every((place) => place === 1)) return 'A draw'
  const best = names.filter((_, i) => places[i] === 1)
  if (seat === null) return `${listed(best) || 'Nobody'} ${best.length > 1 ? 'win' : 'wins'}`
  if (places[seat] === 1) return best.length > 1 ? 'You share first place' : 'You win'
  return places.length > 2 ? `You come ${ordinal(places[seat]!)} of ${places.length}` : 'You lose'
}

/** The same for a picture that I hand on: of two, whether I won; of one, who played; else who won. */
export function cardTitle(result: MatchResult, entry: MatchEntry): string {
  const { places } = result
  if (places.length === 1 && result.reason !== 'void') return nameOf(entry, 0)
  if (entry.seat === null || places.length !== 2 || places.every((place) => place === 1))
    return titleOf(result, { ...entry, seat: null })
  return places[entry.seat] === 1 ? 'I won' : 'I lost'
}

/** Who stands on that picture with which score: of two, in the order of the screen, I come first; of more, the best first. */
export function cardSides({ scores, places }: MatchResult, entry: MatchEntry): ShareCard['sides'] {
  const order = seatOrder(entry)
  if (order.length > 2) order.sort((a, b) => places[a]! - places[b]!)
  return order.map((seat) => ({
    name: entry.learning?.seat === seat ? 'my partner' : nameOf(entry, seat),
    score: entry.task.scoring.show(scores[seat] ?? 0),
    kind: entry.header.seats[seat]!.kind,
  }))
}

/** Why it ended, where that is not plain. */
export function reasonOf({ reason, gone }: MatchResult, entry: MatchEntry): string {
  const { seat, rated, raisedUntil } = entry
  const name = gone?.seat === null ? 'Everybody' : (seatNames(entry)[gone?.seat ?? -1] ?? 'The other')
  const words = gone ? goneWords(gone.how, gone.seat === seat && seat !== null, name) : ''
  switch (reason) {
    case 'left':
      return words
    case 'time':
      return 'Time was up.'
    case 'void':
      return `${words || 'The server had to stop.'}${rated ? ' Nobody’s rating changes.' : raisedUntil === null ? '' : ' It is none of your tries.'}`
    case 'finished':
      return ''
  }
}

/** How a seat came to be empty, told to its own person or to anybody else. */
function goneWords(how: GoneHow, mine: boolean, name: string): string {
  switch (how) {
    case 'left':
      return `${mine ? 'You' : name} left the match.`
    case 'lost':
      return mine
        ? 'You lost the connection and were not back in time, so the match ended.'
        : `${name} lost the connection.`
    case 'away':
      return mine
        ? 'You went to another page and were not back in time, so the match ended.'
        : `${name} went away and did not come back.`
    case 'paused':
      return 'It was paused for too long.'
    case 'crowded':
      return mine
        ? 'Too many matches waited for their players, so this one, which had waited longest, was given up.'
        : `${name} was away, and too many matches waited.`
    case 'never-came':
      return mine ? 'You were not there in time.' : `${name} did not come.`
  }
}
