import type { Scoring } from '../../game/core/task.ts'
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

/** The board of a task that is ranked by score, by what the task says it goes by. */
export const scoreBoard = (db: Database, query: BoardQuery, { sort }: Scoring): Promise<ScoreBoard> =>
  sort === 'mean' ? boardByMean(db, query) : boardByBest(db, query)

/** People and agents by their best one, who had it first before who had it later. Of an agent the
 *  newest checkpoint. The asking user is added where they are too low for the list. */
async function boardByBest(db: Database, { task, who, me }: BoardQuery): Promise<ScoreBoard> {
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

/** The same by the mean of all games, of equal ones who had their best first. */
async function boardByMean(db: Database, { task, who, me }: BoardQuery): Promise<ScoreBoard> {
  const [people, agents] = [who !== 'agents', who !== 'people']
  const own = me === null || !people ? '' : `user:${me}`
  const ranks = await db.$queryRaw<{ contender: string; rank: number }[]>`
    SELECT contender, rank FROM (
      SELECT contender, (row_number() OVER (ORDER BY sum / games DESC, at, contender))::int AS rank
      FROM "Score" s
      WHERE task = ${task} AND (
        (${people} AND "userId" IS NOT NULL) OR
        (${agents} AND EXISTS (SELECT 1 FROM "Agent" a WHERE a."checkpointId" = s."revisionId" AND a."deletedAt" IS NULL)))
    ) ranked WHERE rank <= ${ROWS} OR contender = ${own} ORDER BY rank`
  const found = await db.score.findMany({
    where: { task, contender: { in: ranks.map(({ contender }) => contender) } },
    include: scorers,
  })
  const rows = new Map(found.map((row) => [row.contender, row]))
  return {
    ranked: 'score',
    task,
    rows: ranks.flatMap(({ contender, rank }) => {
      const row = rows.get(contender)
      return row ? [boardRow(row, rank, me)] : []
    }),
  }
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
