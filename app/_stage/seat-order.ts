import type { MatchEntry } from '../_net/match-snapshot.ts'

/** The seats as every part of a screen shows them, from left to right: whoever plays comes first, so that another match with changed seats
 *  looks the same; whoever watches sees them in their order. */
export function seatOrder({ header, seat: mine }: Pick<MatchEntry, 'header' | 'seat'>): number[] {
  const seats = header.seats.map((_, seat) => seat)
  return mine === null ? seats : [mine, ...seats.filter((seat) => seat !== mine)]
}
