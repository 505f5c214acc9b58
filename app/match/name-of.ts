import type { MatchEntry } from '../_net/match-snapshot.ts'

/** What a seat is called on this page: my own partner needs no name. */
export function nameOf(entry: MatchEntry, seat: number): string {
  return entry.learning?.seat === seat ? 'Your partner' : (entry.header.seats[seat]?.name ?? '')
}
