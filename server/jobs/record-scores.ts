import type { Prisma } from '../../prisma/generated/client.ts'
import type { JournalLine } from '../base/jobs-protocol.ts'
import { nextDayAt, utcDay } from '../base/day.ts'
import type { Transaction } from '../store/connect.ts'

/** The contender that has scored: the person in a seat, or the frozen checkpoint of the agent there. */
interface Scorer {
  contender: string
  userId?: string
  agentId?: string
  revisionId?: string
}

/** Counts the scores of a match for the board of its task. A seat whose holder nobody can be held to, such as a partner that still learns,
 *  is left out. The rows stay locked until the transaction ends. */
export async function recordScores(tx: Transaction, line: JournalLine): Promise<void> {
  const { task, matchId } = line
  const at = new Date(line.endedAt)
  const scored = (await Promise.all(line.seats.map(async (seat) => ({ scorer: await scorerOf(tx, seat), ...seat }))))
    .flatMap(({ scorer, score }) => (scorer ? [{ scorer, score }] : []))
    // In the order of their names, so that two transactions cannot wait for each other.
    .sort((a, b) => (a.scorer.contender < b.scorer.contender ? -1 : 1))
  for (const { scorer, score } of scored) {
    const { contender, userId = null, agentId = null, revisionId = null } = scorer
    await tx.$executeRaw`
      INSERT INTO "Score" AS s (contender, task, "userId", "agentId", "revisionId", best, sum, games, "matchId", at)
      VALUES (${contender}, ${task}, ${userId}, ${agentId}, ${revisionId}, ${score}, ${score}, 1, ${matchId}, ${at})
      ON CONFLICT (contender, task) DO UPDATE SET
        best = GREATEST(s.best, excluded.best), sum = s.sum + excluded.sum, games = s.games + 1,
        "matchId" = CASE WHEN excluded.best > s.best THEN excluded."matchId" ELSE s."matchId" END,
        at = CASE WHEN excluded.best > s.best THEN excluded.at ELSE s.at END`
    await tx.$executeRaw`
      INSERT INTO "ScoreDay" AS s (contender, task, day, best, sum, games, "matchId", at)
      VALUES (${contender}, ${task}, ${utcDay(at.getTime())}, ${score}, ${score}, 1, ${matchId}, ${at})
      ON CONFLICT (contender, task, day) DO UPDATE SET
        best = GREATEST(s.best, excluded.best), sum = s.sum + excluded.sum, games = s.games + 1,
        "matchId" = CASE WHEN excluded.best > s.best THEN excluded."matchId" ELSE s."matchId" END,
        at = CASE WHEN excluded.best > s.best THEN excluded.at ELSE s.at END`
  }
}

/** Takes the scores of a match, which is not scored any more, out of the board and its day again. No score may be recorded meanwhile. */
export async function unrecordScores(tx: Transaction, matchId: string, task: string): Promise<void> {
  const seats = await tx.matchSeat.findMany({ where: { matchId }, include: { match: { select: { endedAt: true } } } })
  for (const seat of seats) {
    const scorer = await scorerOf(tx, seat)
    const key = scorer && { contender: scorer.contender, task }
    const row = key && (await tx.score.findUnique({ where: { contender_task: key } }))
    if (!row) continue
    const day = utcDay(seat.match.endedAt.getTime())
    const ofDay = await tx.scoreDay.findUnique({ where: { contender_task_day: { ...key, day } } })
    const rest = await without(tx, row, seat, matchId)
    // What was scored on its days goes with it.
    if (!rest) await tx.score.delete({ where: { contender_task: key } })
    else await tx.score.update({ where: { contender_task: key }, data: rest })
    if (!rest || !ofDay) continue
    const where = { contender_task_day: { ...key, day } }
    const restOfDay = await without(tx, ofDay, seat, matchId, day)
    if (!restOfDay) await tx.scoreDay.delete({ where })
    else await tx.scoreDay.update({ where, data: restOfDay })
  }
}

type Scored = Pick<Prisma.ScoreGetPayload<object>, 'task' | 'best' | 'sum' | 'games' | 'matchId' | 'at'>

/** What somebody has scored, in all or on a day, without their seat in a match; null where that was all. */
async function without(
  tx: Transaction,
  scored: Scored,
  seat: Seat & { score: number },
  matchId: string,
  day?: string,
): Promise<Omit<Scored, 'task'> | null> {
  const [games, sum] = [scored.games - 1, scored.sum - seat.score]
  if (games < 1) return null
  const found = scored.matchId === matchId ? await bestOf(tx, seat, scored.task, day) : scored
  // Where no other match is kept, the best of the others is at least their mean; whoever looks at it finds the match that was its.
  const { best, matchId: match, at } = found ?? { ...scored, best: sum / games }
  return { best, matchId: match, at, games, sum }
}

type Seat = Pick<Prisma.MatchSeatGetPayload<object>, 'userId' | 'agentId' | 'revisionHash'>

/** The best of the scored matches that are kept of whoever sat here, of all or of a day, the first of equals. */
async function bestOf(
  tx: Transaction,
  { userId, agentId, revisionHash }: Seat,
  task: string,
  day?: string,
): Promise<{ best: number; matchId: string; at: Date } | null> {
  const from = day === undefined ? null : new Date(day)
  const within = from ? { endedAt: { gte: from, lt: new Date(nextDayAt(from.getTime())) } } : {}
  const who = userId === null ? { agentId, revisionHash } : { userId }
  const seat = await tx.matchSeat.findFirst({
    where: { ...who, match: { task, scored: true, ...within } },
    orderBy: [{ score: 'desc' }, { match: { endedAt: 'asc' } }],
    select: { score: true, matchId: true, match: { select: { endedAt: true } } },
  })
  return seat && { best: seat.score, matchId: seat.matchId, at: seat.match.endedAt }
}

async function scorerOf(tx: Transaction, { userId, agentId, revisionHash }: Seat): Promise<Scorer | null> {
  if (userId !== null) return { contender: `user:${userId}`, userId }
  if (agentId === null) return null
  // A built-in has no weights that would name its checkpoint: it is the newest one.
  const where =
    revisionHash === null
      ? { checkpointOf: { id: agentId, kind: 'builtin' as const } }
      : { agentId, hash: revisionHash, checkpoint: true }
  const revision = await tx.revision.findFirst({ where, select: { id: true }, orderBy: { number: 'desc' } })
  return revision && { contender: `checkpoint:${revision.id}`, agentId, revisionId: revision.id }
}
