import type { Prisma } from '../../prisma/generated/client.ts'
import type { Database, Transaction } from '../store/connect.ts'
import { createUser } from '../store/users.ts'
import type { LineVerdict } from './check-line.ts'
import type { JournalLine } from './protocol.ts'
import { rateMatch, type SeatRating } from './rate-match.ts'

export type Recorded = { ratings: SeatRating[] | null }

/** Writes a match that was checked: itself, its seats and the ratings it moves, in one transaction under its unique id. Null where it is
 *  recorded already. Only a checked match of a rated mode moves ratings. */
export async function recordMatch(db: Database, line: JournalLine, verdict: LineVerdict): Promise<Recorded | null> {
  return db.$transaction(async (tx) => {
    const rated = line.rated && verdict.status === 'checked' && (line.mode === 'ranked' || line.mode === 'people')
    const { count } = await tx.match.createMany({ data: matchRow(line, verdict, rated), skipDuplicates: true })
    if (count === 0) return null
    for (const { userId, name } of line.seats) if (userId !== null) await createUser(tx, { id: userId, name })
    const userIds = line.seats.flatMap(({ userId }) => userId ?? [])
    await tx.user.updateMany({ where: { id: { in: userIds } }, data: { lastSeenAt: new Date(line.endedAt) } })
    const ratings = rated ? await rateMatch(tx, line) : null
    if (rated && ratings === null) await tx.match.update({ where: { id: line.matchId }, data: { rated: false } })
    await tx.matchSeat.createMany({ data: await seatRows(tx, line, ratings) })
    return { ratings }
  })
}

function matchRow(line: JournalLine, verdict: LineVerdict, rated: boolean): Prisma.MatchCreateManyInput {
  const { matchId, task, taskVersion, mode, key, target, reason, lateDecisions } = line
  return {
    id: matchId,
    task,
    taskVersion,
    mode,
    rated,
    public: line.public,
    key,
    target,
    reason,
    lateDecisions,
    startedAt: new Date(line.startedAt),
    endedAt: new Date(line.endedAt),
    status: verdict.status,
    ticks: verdict.ticks,
    finalHash: verdict.finalHash,
    log: Buffer.from(line.log, 'base64'),
  }
}

async function seatRows(
  tx: Transaction,
  line: JournalLine,
  ratings: SeatRating[] | null,
): Promise<Prisma.MatchSeatCreateManyInput[]> {
  const agentIds = line.seats.flatMap(({ agentId }) => agentId ?? [])
  const agents = await tx.agent.findMany({ where: { id: { in: agentIds } }, select: { id: true } })
  return line.seats.map(({ seat, userId, agentId, revisionHash, name, score, place }) => {
    const rating = ratings?.find((row) => row.seat === seat)
    return {
      matchId: line.matchId,
      seat,
      userId,
      // An agent that is gone leaves its name.
      agentId: agents.some(({ id }) => id === agentId) ? agentId : null,
      revisionHash,
      name,
      score,
      place,
      muBefore: rating?.before.mu,
      sigmaBefore: rating?.before.sigma,
      muAfter: rating?.after.mu,
      sigmaAfter: rating?.after.sigma,
    }
  })
}
