import type { MatchEntry } from '../../_net/match-snapshot.ts'

/** What a seat is called in the list beside a board, where its sign tells equal names apart: nobody else's partner is called by that word alone. */
export function called(
  { header, seat: mine, learning }: Pick<MatchEntry, 'header' | 'seat' | 'learning'>,
  seat: number,
): string {
  if (seat === mine) return 'you'
  return seat === learning?.seat ? 'partner' : (header.seats[seat]?.name ?? '')
}
