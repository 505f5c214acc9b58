import type { Prisma } from '../../prisma/generated/client.ts'
import type { Database, Transaction } from '../store/connect.ts'
import { DELETED_PARTNER, DELETED_PLAYER, withoutNames } from '../store/delete-user.ts'
import { deletedAmong, lockPeople } from '../store/exclusions.ts'
import { countOpponents } from '../store/opponents.ts'
import { createUser } from '../store/users.ts'
import { recordAttempt } from './daily/record-attempt.ts'
import type { LineVerdict } from './check-line.ts'
import type { JournalLine } from '../base/jobs-protocol.ts'
import { rateMatch, type SeatRating } from './rate-match.ts'
import { recordScores } from './record-scores.ts'

export type Recorded = { ratings: SeatRating[] | null }

/** Writes a match that was checked: itself, its seats, and the ratings it moves or the scores it counts for, in one transaction under its
 *  unique id. Null where it is recorded already. Only a checked match of a mode for the boards does either. */
export async function recordMatch(db: Database, played: JournalLine, verdict: LineVerdict): Promise<Recorded | null> {
  return db.$transaction(async (tx) => {
    await lockPeople(tx, peopleOf(played))
    const line = await withoutDeleted(tx, played)
    const counts = verdict.status === 'checked' && (line.mode === 'ranked' || line.mode === 'people')
    const rated = counts && line.rated
    const scored = counts && verdict.scored
    const { count } = await tx.match.createMany({
      data: { ...matchRow(line, verdict), rated, scored },
      skipDuplicates: true,
    })
    if (count === 0) return null
    await lockUsers(tx, line)
    const ratings = rated ? await rateMatch(tx, line) : null
    if (rated && ratings === null) await tx.match.update({ where: { id: line.matchId }, data: { rated: false } })
    await tx.matchSeat.createMany({ data: await seatRows(tx, line, verdict, ratings) })
    const people = line.seats.flatMap(({ userId }) => userId ?? [])
    if (ratings) await countOpponents(tx, people, line.task)
    if (scored) await recordScores(tx, line)
    await recordAttempt(tx, line, verdict)
    return { ratings }
  })
}

/** Who sat in a match, and whose agents did. */
const peopleOf = ({ seats }: JournalLine): string[] => seats.flatMap(({ userId, ownerId }) => userId ?? ownerId ?? [])

/** The line without those who were deleted after they played, and without their partners, whomever these played: nobody makes them again,
 *  and their seat is nobody's. */
async function withoutDeleted(tx: Transaction, line: JournalLine): Promise<JournalLine> {
  const deleted = await deletedAmong(tx, peopleOf(line))
  const living = await livingAgents(tx, line)
  const gone = new Set(deleted)
  const seats = line.seats.map((seat) => {
    if (seat.userId !== null && deleted.has(seat.userId))
      return { ...seat, userId: null, contender: null, name: DELETED_PLAYER }
    if (seat.agentId === null || living.has(seat.agentId) || !isPartner(line, seat)) return seat
    gone.add(seat.agentId)
    return { ...seat, agentId: null, name: DELETED_PARTNER }
  })
  if (gone.size === 0) return line
  const log = withoutNames(Buffer.from(line.log, 'base64'), gone)
  return { ...line, seats, log: log ? Buffer.from(log).toString('base64') : line.log }
}

/** Whether an agent's name may be made of its owner's. In a line from before owners were written: of those who spar nobody else is rated
 *  by nothing. */
const isPartner = ({ mode }: JournalLine, { ownerId, contender }: JournalLine['seats'][number]): boolean =>
  (ownerId ?? null) !== null || (mode === 'sparring' && contender === null)

/** The agents of a match that still exist: a partner goes with its owner. */
async function livingAgents(tx: Transaction, { seats }: JournalLine): Promise<Set<string>> {
  const ids = seats.flatMap(({ agentId }) => agentId ?? [])
  const rows = await tx.agent.findMany({ where: { id: { in: ids } }, select: { id: true } })
  return new Set(rows.map(({ id }) => id))
}

/** Makes the users of a match who are not known and notes that they were seen. All are locked in the order of their ids, first the new ones,
 *  then the others, so that two transactions never wait for each other. */
async function lockUsers(tx: Transaction, { seats, endedAt }: JournalLine): Promise<void> {
  const names = new Map(seats.flatMap(({ userId, name }) => (userId === null ? [] : [[userId, name]])))
  const ids = [...names.keys()].sort()
  for (const id of ids) await createUser(tx, { id, name: names.get(id) ?? '' })
  const locked = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM "User" WHERE id = ANY(${ids}) ORDER BY id FOR NO KEY UPDATE`
  if (locked.length < ids.length) throw new Error('A player was deleted at this moment; the match is recorded again')
  await tx.user.updateMany({ where: { id: { in: ids } }, data: { lastSeenAt: new Date(endedAt) } })
}

function matchRow(line: JournalLine, verdict: LineVerdict): Omit<Prisma.MatchCreateManyInput, 'rated' | 'scored'> {
  const { matchId, task, taskVersion, mode, key, options, reason, lateDecisions, difficulty, heldBack } = line
  return {
    id: matchId,
    task,
    taskVersion,
    mode,
    public: line.public,
    key,
    options: { ...options },
    reason,
    lateDecisions,
    difficulty,
    heldBack,
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
  { styles }: LineVerdict,
  ratings: SeatRating[] | null,
): Promise<Prisma.MatchSeatCreateManyInput[]> {
  const agentIds = line.seats.flatMap(({ agentId }) => agentId ?? [])
  // Locked, so that none goes before its seat is written.
  const agents = await tx.$queryRaw<
    { id: string }[]
  >`SELECT id FROM "Agent" WHERE id = ANY(${agentIds}) ORDER BY id FOR KEY SHARE`
  return line.seats.map(({ seat, userId, agentId, revisionHash, name, earlier, score, place }) => {
    const rating = ratings?.find((row) => row.seat === seat)
    return {
      matchId: line.matchId,
      seat,
      userId,
      // An agent that is gone leaves its name.
      agentId: agents.some(({ id }) => id === agentId) ? agentId : null,
      revisionHash,
      name,
      earlier,
      score,
      place,
      muBefore: rating?.before.mu,
      sigmaBefore: rating?.before.sigma,
      muAfter: rating?.after.mu,
      sigmaAfter: rating?.after.sigma,
      style: [...(styles[seat] ?? [])],
    }
  })
}
