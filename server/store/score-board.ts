import type { ScoreBoard, ScoredRow, ScoreView } from '../../game/protocol/http.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Database } from './connect.ts'
import type { BoardQuery } from './leaderboard.ts'

const ROWS = 100

const scorers = {
  user: { select: { name: true } },
  agent: { select: { name: true } },
} satisfies Prisma.ScoreInclude
type ScorerRow = Prisma.ScoreGetPayload<{ include: typeof scorers }>

/** The board of a task that is ranked by score: people and agents by their best one, who had it first before who had it later. Of an agent the
 *  newest checkpoint. The asking user is added where they are too low for the list. */
export async function scoreBoard(db: Database, { task, who, me }: BoardQuery): Promise<ScoreBoard> {
  const people: Prisma.ScoreWhereInput = { userId: { not: null } }
  const agents: Prisma.ScoreWhereInput = { revision: { checkpointOf: { deletedAt: null } } }
  const kinds = { people: [people], agents: [agents], both: [people, agents] }
  const where: Prisma.ScoreWhereInput = { task, OR: kinds[who] }
  const [ranked, own] = await Promise.all([
    db.score.findMany({
      where,
      include: scorers,
      orderBy: [{ best: 'desc' }, { at: 'asc' }, { contender: 'asc' }],
      take: ROWS,
    }),
    me === null || who === 'agents'
      ? null
      : db.score.findUnique({ where: { contender_task: { contender: `user:${me}`, task } }, include: scorers }),
  ])
  const rows = ranked.map((row, index) => boardRow(row, index + 1, me))
  if (own && !rows.some((row) => row.me)) {
    const above = { ...where, AND: { OR: [{ best: { gt: own.best } }, { best: own.best, at: { lt: own.at } }] } }
    rows.push(boardRow(own, 1 + (await db.score.count({ where: above })), me))
  }
  return { ranked: 'score', task, rows }
}

/** Stored scores as the page gets them. */
export function scoreView({ best, sum, games, matchId, at }: Omit<ScorerRow, 'user' | 'agent'>): ScoreView {
  return { best, mean: sum / games, games, match: matchId, at: at.toISOString() }
}

function boardRow(row: ScorerRow, rank: number, me: string | null): ScoredRow {
  return {
    rank,
    kind: row.userId === null ? 'agent' : 'human',
    id: row.userId ?? row.agentId ?? row.contender,
    name: row.user?.name ?? row.agent?.name ?? '',
    score: scoreView(row),
    me: me !== null && row.userId === me,
  }
}
