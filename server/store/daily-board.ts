import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { DailyRow, DailyView } from '../../game/protocol/http.ts'
import type { DailyAttempt } from '../../prisma/generated/client.ts'
import { daysBefore, nextDayAt, utcDay } from '../base/day.ts'
import { newbornAgentId } from '../base/ids.ts'
import { LIMITS } from '../base/limits.ts'
import type { Database, DatabaseOrTransaction } from './connect.ts'
import { emptyAgent } from './partners.ts'

/** Lines of a board; the asking person's own is there too where it is lower. */
const ROWS = 100
/** Newborns that one round empties. */
const PRUNED = 200

export interface DailyQuery {
  task: string
  me: string | null
  /** Milliseconds since 1970. */
  now: number
  /** How long a newborn is raised. */
  seconds: number
}

/** The newborn of today in a task: its board and the asking person's tries. Null where the task has none. */
export async function dailyView(
  db: Database,
  tasks: TaskRegistry,
  { task, me, now, seconds }: DailyQuery,
): Promise<DailyView | null> {
  const day = utcDay(now)
  const house = await db.agent.findUnique({ where: { id: newbornAgentId(task), kind: 'house' }, select: { id: true } })
  if (!house || !tasks.find(task)?.timedGame) return null
  const [today, tries, begun, before] = await Promise.all([
    board(db, { day, task, me, most: ROWS }),
    me === null ? [] : triesOf(db, { day, task, userId: me }),
    me === null ? 0 : begunBy(db, { day, task, userId: me }),
    board(db, { day: daysBefore(day, 1), task, me: null, most: 1 }),
  ])
  const used = tries.filter(({ outcome }) => outcome !== 'failed').length
  const [first] = before.rows
  return {
    task,
    day,
    nextAt: new Date(nextDayAt(now)).toISOString(),
    seconds,
    ...today,
    tries: tries.map(({ matchId: match, outcome, score, margin }) => ({ match, outcome, score, margin })),
    triesLeft: Math.max(0, Math.min(LIMITS.dailyTries - used, LIMITS.dailyBeginnings - begun)),
    yesterday: first ? winner(first) : null,
  }
}

const winner = ({ name, score, margin, agent, match }: DailyRow): DailyView['yesterday'] => ({
  name,
  score,
  margin,
  agent,
  match,
})

/** What a person tried on a day in a task, the first first. */
export function triesOf(
  db: DatabaseOrTransaction,
  who: { day: string; task: string; userId: string },
): Promise<DailyAttempt[]> {
  return db.dailyAttempt.findMany({ where: who, orderBy: [{ at: 'asc' }, { matchId: 'asc' }] })
}

/** How often a person has begun to raise the newborn of a day in a task, whatever became of it. */
export function begunBy(
  db: DatabaseOrTransaction,
  { day, task, userId }: { day: string; task: string; userId: string },
): Promise<number> {
  return db.agent.count({ where: { ownerId: userId, task, day } })
}

interface BoardRow {
  rank: number
  trainers: number
  userId: string
  name: string
  score: number
  margin: number
  agentId: string | null
  matchId: string
  isKept: boolean
}

/** The best of each trainer, the strongest first, at most so many, and the asking person's; of equal ones who had it first. Nobody who is
 *  banned. */
async function board(
  db: Database,
  { day, task, me, most }: { day: string; task: string; me: string | null; most: number },
): Promise<{ rows: DailyRow[]; trainers: number }> {
  const found = await db.$queryRaw<BoardRow[]>`
    WITH best AS (
      SELECT DISTINCT ON ("userId") "userId", score, margin, "agentId", "matchId", at FROM "DailyAttempt"
      WHERE day = ${day} AND task = ${task} AND outcome = 'measured' ORDER BY "userId", score DESC, at, "matchId"
    ), ranked AS (
      SELECT best.*, u.name, (row_number() OVER (ORDER BY score DESC, at, "matchId"))::int AS rank, (count(*) OVER ())::int AS trainers
      FROM best JOIN "User" u ON u.id = best."userId"
      WHERE NOT EXISTS (SELECT 1 FROM "Exclusion" e WHERE e."userId" = best."userId")
    )
    SELECT ranked.*, EXISTS (SELECT 1 FROM "Match" m WHERE m.id = "matchId") AS "isKept" FROM ranked
    WHERE rank <= ${most} OR "userId" = ${me} ORDER BY rank`
  const rows = found.map(({ rank, userId, name, score, margin, agentId, matchId, isKept }) => ({
    rank,
    name,
    me: userId === me,
    score,
    margin,
    agent: agentId,
    match: isKept ? matchId : null,
  }))
  return { rows, trainers: found[0]?.trainers ?? 0 }
}

/** Deletes the boards of before `days` days, and the weights of newborns of before yesterday that are on no board: those that were given up,
 *  and those of which the same person raised a better one. Returns how many newborns lost theirs. */
export async function pruneDaily(db: Database, now: Date, days = LIMITS.dailyDays): Promise<number> {
  const today = utcDay(now.getTime())
  await db.dailyAttempt.deleteMany({ where: { day: { lt: daysBefore(today, days) } } })
  const gone = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Agent" a WHERE day < ${daysBefore(today, 1)} AND "headHash" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "DailyAttempt" t WHERE t."agentId" = a.id AND t.outcome = 'waiting')
      AND NOT EXISTS (
        SELECT 1 FROM (
          SELECT DISTINCT ON (task) "agentId" FROM "DailyAttempt" b
          WHERE b.day = a.day AND b."userId" = a."ownerId" AND outcome = 'measured' ORDER BY task, score DESC, at, "matchId"
        ) best WHERE best."agentId" = a.id)
    ORDER BY day LIMIT ${PRUNED}`
  for (const { id } of gone) await emptyAgent(db, id)
  return gone.length
}
