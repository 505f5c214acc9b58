import type { MatchEntry } from '../_net/match-snapshot.ts'
import { seatLetter } from '../_stage/seat-letter.ts'

/** What a seat is called on this page: my own partner needs no name. Of several that share one, each has its letter behind it, as on the board. */
export function nameOf(entry: MatchEntry, seat: number): string {
  if (entry.learning?.seat === seat) return entry.raisedUntil === null ? 'Your partner' : 'Your newborn'
  return seatNames(entry)[seat] ?? ''
}

/** The names of all seats of a match, told apart where many share one. */
export function seatNames({ header: { seats } }: Pick<MatchEntry, 'header'>): string[] {
  return seats.map(({ name }, seat) => {
    const shared = seats.length > 2 && seats.some((other, i) => i !== seat && other.name === name)
    return shared ? `${name} ${seatLetter(seat)}` : name
  })
}
