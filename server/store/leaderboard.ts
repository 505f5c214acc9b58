import { ESTABLISHED_SIGMA, MIN_GAMES, ratingView } from '../../game/league/rating.ts'
import { RANKED_GAMES, RANKED_OPPONENTS } from '../../game/league/ranks.ts'
import type { RatedRow, RatingBoard } from '../../game/protocol/http.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Database } from './connect.ts'

export interface BoardQuery {
  task: string
  who: 'people' | 'agents' | 'both'
  /** The asking user: their row is marked, and added where it is too low for the list. */
  me: string | null
}

const ESTABLISHED_ROWS = 100
const PROVISIONAL_ROWS = 50

const contenders = {
  user: { select: { name: true } },
  agent: { select: { name: true } },
} satisfies Prisma.RatingInclude
type ContenderRow = Prisma.RatingGetPayload<{ include: typeof contenders }>

/** The board of a task that is ranked by rating: the ranked by it, then the provisional agents by rating and without a rank. Of an agent the newest checkpoint.
 *  A person without a rank is seen there by themselves alone. */
export async function leaderboard(db: Database, { task, who, me }: BoardQuery): Promise<RatingBoard> {
  // A checkpoint is on the board while it is its agent's newest.
  const people: Prisma.RatingWhereInput = { userId: { not: null } }
  const agents: Prisma.RatingWhereInput = { revision: { checkpointOf: { deletedAt: null } } }
  const rankedPeople = { ...people, games: { gte: RANKED_GAMES }, opponents: { gte: RANKED_OPPONENTS } }
  const settled: Prisma.RatingWhereInput = { sigma: { lt: ESTABLISHED_SIGMA }, games: { gte: MIN_GAMES } }
  const rankedAgents = { AND: [agents, settled] }
  const kinds = { people: [rankedPeople], agents: [rankedAgents], both: [rankedPeople, rankedAgents] }
  const ranks: Prisma.RatingWhereInput = { task, OR: kinds[who] }
  const orderBy: Prisma.RatingOrderByWithRelationInput[] = [{ mu: 'desc' }, { contender: 'asc' }]
  const unsettled: Prisma.RatingWhereInput = { task, AND: [agents, { NOT: settled }] }
  const [ranked, provisional, own] = await Promise.all([
    db.rating.findMany({ where: ranks, include: contenders, orderBy, take: ESTABLISHED_ROWS }),
    who === 'people'
      ? []
      : db.rating.findMany({ where: unsettled, include: contenders, orderBy, take: PROVISIONAL_ROWS }),
    me === null || who === 'agents'
      ? null
      : db.rating.findUnique({ where: { contender_task: { contender: `user:${me}`, task } }, include: contenders }),
  ])
  const rows = [
    ...ranked.map((row, index) => boardRow(row, index + 1, me)),
    ...provisional.map((row) => boardRow(row, null, me)),
  ]
  if (own && !rows.some((row) => row.me)) {
    const row = boardRow(own, null, me)
    if (!row.rating.provisional) {
      row.rank = 1 + (await db.rating.count({ where: { ...ranks, mu: { gt: own.mu } } }))
    }
    rows.splice(row.rank === null ? rows.length : ranked.length, 0, row)
  }
  return { ranked: 'rating', task, rows }
}

function boardRow(row: ContenderRow, rank: number | null, me: string | null): RatedRow {
  return {
    rank,
    kind: row.userId === null ? 'agent' : 'human',
    id: row.userId ?? row.agentId ?? row.contender,
    name: row.user?.name ?? row.agent?.name ?? '',
    rating: ratingView(row),
    me: me !== null && row.userId === me,
  }
}
