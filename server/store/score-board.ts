import type { Scoring } from '../../game/core/task.ts'
import type { ScoreBoard, ScoredRow, ScoreView } from '../../game/protocol/http.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { utcDay } from '../base/day.ts'
import type { Database } from './connect.ts'
import type { BoardQuery } from './board-order.ts'
import { PAGE_ROWS } from './leaderboard.ts'

const scorers = {
  user: { select: { name: true } },
  agent: { select: { name: true } },
} satisfies Prisma.ScoreInclude
type Scores = Pick<ScorerRow, 'best' | 'sum' | 'games' | 'matchId' | 'at'>
type ScorerRow = Prisma.ScoreGetPayload<{ include: typeof scorers }>

/** The board of a task that is ranked by score, by what the task says it goes by: of all games, or of those since a day. */
export function scoreBoard(db: Database, query: BoardQuery, { sort }: Scoring): Promise<ScoreBoard> {
  const { since } = query
  if (since) return boardSince(db, { ...query, since }, sort)
  return sort === 'mean' ? boardByMean(db, query) : boardByBest(db, query)
}

/** People and agents by their best one, who had it first before who had it later. Of an agent the
 *  newest checkpoint. */
async function boardByBest(db: Database, query: BoardQuery): Promise<ScoreBoard> {
  const { task, who, me } = query
  const people: Prisma.ScoreWhereInput = { userId: { not: null } }
  const agents: Prisma.ScoreWhereInput = { revision: { checkpointOf: { deletedAt: null } } }
  const kinds = { people: [people], agents: [agents], both: [people, agents] }
  const where: Prisma.ScoreWhereInput = { task, OR: kinds[who] }
  const [total, own] = await Promise.all([db.score.count({ where }), ownScore(db, query)])
  const { page, pages, skip } = pageOf(query, total)
  const ranked = await db.score.findMany({
    where,
    include: scorers,
    orderBy: [{ best: 'desc' }, { at: 'asc' }, { contender: 'asc' }],
    skip,
    take: PAGE_ROWS,
  })
  const rows = ranked.map((row, index) => boardRow(row, skip + index + 1, me))
  let mine: ScoreBoard['mine'] = null
  if (own && !rows.some((row) => row.me)) {
    const above = { ...where, AND: { OR: [{ best: { gt: own.best } }, { best: own.best, at: { lt: own.at } }] } }
    mine = onPage(boardRow(own, 1 + (await db.score.count({ where: above })), me))
  }
  return { ranked: 'score', task, page, pages, total, mine, rows }
}

/** The same by the mean of all games, of equal ones who had their best first. */
async function boardByMean(db: Database, query: BoardQuery): Promise<ScoreBoard> {
  const { task, who, me } = query
  const [people, agents] = [who !== 'agents', who !== 'people']
  const own = me === null || !people ? '' : `user:${me}`
  const onBoard = Prisma.sql`task = ${task} AND (
    (${people} AND "userId" IS NOT NULL) OR
    (${agents} AND EXISTS (SELECT 1 FROM "Agent" a WHERE a."checkpointId" = s."revisionId" AND a."deletedAt" IS NULL)))`
  const [counted] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int FROM "Score" s WHERE ${onBoard}`
  const total = counted?.count ?? 0
  const { page, pages, skip } = pageOf(query, total)
  const ranks = await db.$queryRaw<{ contender: string; rank: number }[]>`
    SELECT contender, rank FROM (
      SELECT contender, (row_number() OVER (ORDER BY sum / games DESC, at, contender))::int AS rank
      FROM "Score" s WHERE ${onBoard}
    ) ranked WHERE (rank > ${skip} AND rank <= ${skip + PAGE_ROWS}) OR contender = ${own} ORDER BY rank`
  const found = await db.score.findMany({
    where: { task, contender: { in: ranks.map(({ contender }) => contender) } },
    include: scorers,
  })
  const scores = new Map(found.map((row) => [row.contender, row]))
  const all = ranks.flatMap(({ contender, rank }) => {
    const row = scores.get(contender)
    return row ? [boardRow(row, rank, me)] : []
  })
  const rows = all.filter(({ rank }) => rank > skip && rank <= skip + PAGE_ROWS)
  const elsewhere = all.find((row) => row.me && !rows.includes(row))
  return { ranked: 'score', task, page, pages, total, mine: elsewhere ? onPage(elsewhere) : null, rows }
}

type RecentRow = Scores & {
  contender: string
  rank: number
  total: number
  userId: string | null
  agentId: string | null
  name: string | null
}

/** The statement that finds a page of the board of the days after `since`'s, and the line of `own`: reads these days along their index. */
export function pageSince(
  { task, who, since, skip, own }: Pick<BoardQuery, 'task' | 'who'> & { since: Date; skip: number; own: string },
  sort: Scoring['sort'],
): Prisma.Sql {
  const [people, agents] = [who !== 'agents', who !== 'people']
  const figure = sort === 'mean' ? Prisma.sql`sum / games` : Prisma.sql`best`
  return Prisma.sql`
    WITH recent AS (
      SELECT contender, max(best) AS best, sum(sum) AS sum, sum(games)::int AS games,
        (array_agg("matchId" ORDER BY best DESC, at))[1] AS "matchId", (array_agg(at ORDER BY best DESC, at))[1] AS at
      FROM "ScoreDay" WHERE task = ${task} AND day > ${utcDay(since.getTime())} GROUP BY contender
    ), ranked AS (
      SELECT recent.*, s."userId", s."agentId", coalesce(u.name, a.name) AS name, (count(*) OVER ())::int AS total,
        (row_number() OVER (ORDER BY ${figure} DESC, recent.at, recent.contender))::int AS rank
      FROM recent JOIN (SELECT contender, "userId", "agentId", "revisionId" FROM "Score" WHERE task = ${task}) s USING (contender)
      LEFT JOIN "User" u ON u.id = s."userId" LEFT JOIN "Agent" a ON a.id = s."agentId"
      WHERE (${people} AND s."userId" IS NOT NULL) OR (${agents} AND a."checkpointId" = s."revisionId" AND a."deletedAt" IS NULL)
    )
    SELECT * FROM ranked WHERE (rank > ${skip} AND rank <= ${skip + PAGE_ROWS}) OR contender = ${own} OR rank = 1 ORDER BY rank`
}

async function boardSince(
  db: Database,
  query: BoardQuery & { since: Date },
  sort: Scoring['sort'],
): Promise<ScoreBoard> {
  const { task, who, me, since } = query
  const own = me === null || who === 'agents' ? '' : `user:${me}`
  const find = (skip: number): Promise<RecentRow[]> => db.$queryRaw(pageSince({ task, who, since, skip, own }, sort))
  const asked = Math.max(0, ((query.page ?? 1) - 1) * PAGE_ROWS)
  const found = await find(asked)
  const { page, pages, skip } = pageOf(query, found[0]?.total ?? 0)
  const all = (skip === asked ? found : await find(skip)).map(
    ({ rank, userId, agentId, contender, name, ...scores }): ScoredRow => ({
      rank,
      kind: userId === null ? 'agent' : 'human',
      id: userId ?? agentId ?? contender,
      name: name ?? '',
      score: scoreView(scores),
      me: me !== null && userId === me,
    }),
  )
  const rows = all.filter(({ rank }) => rank > skip && rank <= skip + PAGE_ROWS)
  const elsewhere = all.find((row) => row.me && !rows.includes(row))
  return {
    ranked: 'score',
    task,
    page,
    pages,
    total: found[0]?.total ?? 0,
    mine: elsewhere ? onPage(elsewhere) : null,
    rows,
  }
}

const ownScore = (db: Database, { task, who, me }: BoardQuery): Promise<ScorerRow | null> | null =>
  me === null || who === 'agents'
    ? null
    : db.score.findUnique({ where: { contender_task: { contender: `user:${me}`, task } }, include: scorers })

function pageOf({ page: asked = 1 }: BoardQuery, total: number): { page: number; pages: number; skip: number } {
  const pages = Math.max(1, Math.ceil(total / PAGE_ROWS))
  const page = Math.min(asked, pages)
  return { page, pages, skip: (page - 1) * PAGE_ROWS }
}

const onPage = (row: ScoredRow): ScoreBoard['mine'] => ({ page: Math.ceil(row.rank / PAGE_ROWS), rows: [row] })

/** Stored scores as the page gets them. */
export function scoreView({ best, sum, games, matchId, at }: Scores): ScoreView {
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
