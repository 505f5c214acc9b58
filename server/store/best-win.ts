import type { BestWin } from '../../game/protocol/http.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import { hasPage, pageColumns } from './matches.ts'

/** The seats of a match with what winOf needs of them. */
export const playedSeats = { include: { agent: { select: pageColumns } } } satisfies Prisma.Match$seatsArgs

type PlayedSeat = Prisma.MatchSeatGetPayload<typeof playedSeats>

/** A public match that whoever sat in `mine` won against whoever sat in `other`, as a page gets it. */
export function winOf(match: { id: string; endedAt: Date }, mine: PlayedSeat, other: PlayedSeat): BestWin {
  return {
    match: match.id,
    at: match.endedAt.toISOString(),
    mine: mine.score,
    theirs: other.score,
    against: {
      kind: other.agentId === null ? 'human' : 'agent',
      id: other.agentId ?? other.userId,
      name: other.name,
      page: hasPage(other, true),
    },
    rating: null,
  }
}
