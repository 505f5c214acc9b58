import type { MatchSummary } from '../../game/protocol/http.ts'

/** A match as one of its contenders sees it. */
export interface ResultFor {
  verdict: 'Won' | 'Lost' | 'Drawn' | 'Void' | 'Disputed'
  mine: MatchSummary['seats'][number]
  other: MatchSummary['seats'][number] | undefined
  /** Change of my rating, null where the match moved none. */
  change: number | null
}

/** The match from the seat of the person or agent `id`; null when it sat in none. */
export function resultFor(match: MatchSummary, id: string): ResultFor | null {
  const mine = match.seats.find((seat) => seat.id === id)
  if (!mine) return null
  const other = match.seats.find((seat) => seat.seat !== mine.seat)
  const change = mine.ratingBefore === null || mine.ratingAfter === null ? null : mine.ratingAfter - mine.ratingBefore
  return { verdict: verdictOf(match, mine, other), mine, other, change }
}

function verdictOf(
  match: MatchSummary,
  mine: MatchSummary['seats'][number],
  other: MatchSummary['seats'][number] | undefined,
): ResultFor['verdict'] {
  if (match.status === 'void') return 'Void'
  if (match.status === 'disputed') return 'Disputed'
  if (!other || other.place === mine.place) return 'Drawn'
  return mine.place < other.place ? 'Won' : 'Lost'
}
