import type { Row } from '../../game/core/task.ts'
import type { MatchResult } from '../../game/protocol/replies.ts'
import type { MatchEntry } from '../_net/match-snapshot.ts'
import type { Court } from '../_stage/court.ts'
import { seatOrder } from '../_stage/seat-order.ts'
import { reasonOf, titleOf } from './_result/result-words.ts'
import { nameOf } from './name-of.ts'

/** How a round was lost, for who does not see it: "You missed low." Empty where that cannot be told. before: see Court.howLost; scores: before
 *  it and after it. */
export function lostWords(
  entry: MatchEntry,
  howLost: Court['howLost'],
  before: Iterable<Row>,
  scores: { before: readonly number[]; now: readonly number[] },
): string {
  const winners = scores.now.flatMap((score, seat) => (score > (scores.before[seat] ?? 0) ? [seat] : []))
  const lost = winners.length === 1 ? howLost?.(before, winners[0]!) : null
  return lost ? `${lost.seat === entry.seat ? 'You' : nameOf(entry, lost.seat)} ${lost.did}.` : ''
}

/** Whom a round was served to: "You receive." */
export const servedWords = (entry: MatchEntry, seat: number): string =>
  seat === entry.seat ? 'You receive.' : `${nameOf(entry, seat)} receives.`

/** How a match stands: "Minute leads 3 to 2." */
export function scoreWords(entry: MatchEntry, scores: readonly number[]): string {
  const { show } = entry.task.scoring
  const seats = seatOrder(entry)
  if (seats.length !== 2)
    return `${seats.map((seat) => `${nameOf(entry, seat)} ${show(scores[seat] ?? 0)}`).join(', ')}.`
  const [first, second] = seats.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)) as [number, number]
  const figures = `${show(scores[first] ?? 0)} to ${show(scores[second] ?? 0)}`
  if (scores[first] === scores[second]) return `It is ${figures}.`
  return first === entry.seat ? `You lead ${figures}.` : `${nameOf(entry, first)} leads ${figures}.`
}

/** How a match ended and why, with the scores as they are read: mine first, else the winner's. "You win, 3 to 5. Ann left the match." */
export function endWords(entry: MatchEntry, result: MatchResult): string {
  const { show } = entry.task.scoring
  const { places, scores, reason } = result
  const title = titleOf(result, entry)
  const why = reasonOf(result, entry)
  const seats = seatOrder(entry)
  if (entry.seat === null) seats.sort((a, b) => places[a]! - places[b]!)
  const figures =
    seats.length === 2 && reason !== 'void' ? `, ${seats.map((seat) => show(scores[seat]!)).join(' to ')}` : ''
  const many = seats.length > 2 && reason !== 'void' ? scoreWords(entry, scores) : ''
  return [`${title}${figures}.`, why, many].filter(Boolean).join(' ')
}
