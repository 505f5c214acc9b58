import type { BestWin, CurvePoint } from '../../game/protocol/http.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Database } from './connect.ts'
import { playedSeats, winOf } from './best-win.ts'

/** Points of a partner's curve. */
const MATCHES = 200
/** Points that a match has at least to be one: the share of fewer says hardly anything. */
const MIN_POINTS = 5

const columns = {
  id: true,
  endedAt: true,
  heldBack: true,
  reason: true,
  seats: playedSeats,
} satisfies Prisma.MatchSelect
type Played = Prisma.MatchGetPayload<{ select: typeof columns }>

/** How a partner's last matches went that everybody may see, the oldest first, and which of them it won by most points, the latest of
 *  equals: of those that were played to their end. Matches of hardly any points are no part of the curve, and what it played as it was at
 *  an earlier revision is in neither. */
export async function partnerRecord(
  db: Database,
  agentId: string,
): Promise<{ curve: CurvePoint[]; bestWin: BestWin | null }> {
  const matches = await db.match.findMany({
    where: { seats: { some: { agentId, earlier: false } }, public: true, status: 'checked' },
    select: columns,
    orderBy: { endedAt: 'desc' },
    take: MATCHES,
  })
  const played = matches.flatMap((match) => sharedOut(match, agentId))
  const lead = ({ mine, other }: SharedOut): number => mine.score - other.score
  const won = played.filter(({ match, mine, other }) => match.reason === 'finished' && mine.place < other.place)
  const [best] = won.sort((a, b) => lead(b) - lead(a))
  const curve = played.filter(({ points }) => points >= MIN_POINTS).map(({ point }) => point)
  return { curve: curve.reverse(), bestWin: best ? winOf(best.match, best.mine, best.other) : null }
}

interface SharedOut {
  match: Played
  mine: Played['seats'][number]
  /** The best of the others. */
  other: Played['seats'][number]
  points: number
  point: CurvePoint
}

function sharedOut(match: Played, agentId: string): SharedOut[] {
  const mine = match.seats.find((seat) => seat.agentId === agentId)
  const [other] = match.seats.filter((seat) => seat !== mine).sort((a, b) => a.place - b.place)
  const points = match.seats.reduce((sum, { score }) => sum + score, 0)
  if (!mine || !other || points <= 0 || match.seats.some(({ score }) => score < 0)) return []
  const { id, endedAt, heldBack } = match
  const point = { match: id, at: endedAt.toISOString(), share: mine.score / points, heldBack }
  return [{ match, mine, other, points, point }]
}
