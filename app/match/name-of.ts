import type { MatchEntry } from '../_net/match-snapshot.ts'

/** What a seat is called on this page: my own partner needs no name. */
export function nameOf(entry: MatchEntry, seat: number): string {
  if (entry.learning?.seat === seat) return entry.raisedUntil === null ? 'Your partner' : 'Your newborn'
  return entry.header.seats[seat]?.name ?? ''
}
