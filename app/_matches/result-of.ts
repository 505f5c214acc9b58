import type { MatchSummary } from '../../game/protocol/http.ts'

type Seat = MatchSummary['seats'][number]

/** A match as one of its contenders sees it. */
export interface ResultFor {
  /** Placed: neither first nor the loser of two. Played: alone. */
  verdict: 'Won' | 'Lost' | 'Drawn' | 'Placed' | 'Played' | 'Void' | 'Disputed'
  mine: Seat
  /** Everybody else, the best first. */
  others: readonly Seat[]
  /** Change of my rating, null where the match moved none. */
  change: number | null
}

/** The match from the seat of the person or agent `id`; null when it sat in none. */
export function resultFor(match: MatchSummary, id: string): ResultFor | null {
  const mine = match.seats.find((seat) => seat.id === id)
  if (!mine) return null
  const others = match.seats.filter((seat) => seat.seat !== mine.seat).sort((a, b) => a.place - b.place)
  const change = mine.ratingBefore === null || mine.ratingAfter === null ? null : mine.ratingAfter - mine.ratingBefore
  return { verdict: verdictOf(match, mine, others), mine, others, change }
}

function verdictOf(match: MatchSummary, mine: Seat, others: readonly Seat[]): ResultFor['verdict'] {
  if (match.status === 'void') return 'Void'
  if (match.status === 'disputed') return 'Disputed'
  const [best] = others
  if (!best) return 'Played'
  if (mine.place < best.place) return 'Won'
  if (mine.place === best.place) return 'Drawn'
  return others.length === 1 ? 'Lost' : 'Placed'
}
