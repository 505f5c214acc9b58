import { outcomesOf } from '../../game/league/outcomes.ts'
import { INITIAL, rate, RATING_VERSION, type Rating } from '../../game/league/rating.ts'
import type { Transaction } from '../store/connect.ts'
import { newId } from '../base/ids.ts'
import type { JournalLine } from '../base/jobs-protocol.ts'

/** A seat's rating before and after a match. */
export interface SeatRating {
  seat: number
  before: Rating
  after: Rating
}

/** Moves the ratings of a match's contenders and writes their history; returns them in the order of the seats. Null, and nothing is
 *  written, where a seat has no valid contender, where one sits in two, or where there is one seat. The rows stay locked until the transaction ends. */
export async function rateMatch(tx: Transaction, line: JournalLine): Promise<SeatRating[] | null> {
  const contenders = line.seats.map(({ contender }) => contender)
  if (contenders.length < 2 || new Set(contenders).size < contenders.length) return null
  const rated = await Promise.all(line.seats.map((seat) => ratedBy(tx, seat)))
  const seats = line.seats.flatMap((seat, i) => (rated[i] ? [{ ...seat, ...rated[i] }] : []))
  if (seats.length < line.seats.length) return null

  const { task } = line
  // In the order of their names, so that two transactions cannot wait for each other.
  const ordered = seats.map(({ who }) => who).sort((a, b) => (a.contender < b.contender ? -1 : 1))
  await tx.rating.createMany({
    data: ordered.map((who) => ({ ...who, task, ...INITIAL, version: RATING_VERSION })),
    skipDuplicates: true,
  })
  const names = ordered.map(({ contender }) => contender)
  await tx.$queryRaw`SELECT 1 FROM "Rating" WHERE task = ${task} AND contender = ANY(${names}) ORDER BY contender FOR UPDATE`
  const rows = await tx.rating.findMany({ where: { task, contender: { in: names } } })
  const before = seats.map(({ who }) => rows.find((row) => row.contender === who.contender) ?? INITIAL)
  const after = rate(seats.map(({ place }, i) => ({ ...before[i]!, place })))

  const at = new Date(line.endedAt)
  const outcomes = outcomesOf(seats.map(({ place }) => place))
  for (const [i, { who }] of seats.entries()) {
    const { mu, sigma } = after[i]!
    const outcome = outcomes[i]!
    await tx.rating.update({
      where: { contender_task: { contender: who.contender, task } },
      data: {
        mu,
        sigma,
        games: { increment: 1 },
        wins: { increment: outcome > 0 ? 1 : 0 },
        losses: { increment: outcome < 0 ? 1 : 0 },
        updatedAt: at,
      },
    })
  }
  await tx.ratingHistory.createMany({
    data: seats.map(({ who: { contender } }, i) => ({
      id: newId(),
      contender,
      task,
      matchId: line.matchId,
      outcome: outcomes[i]!,
      at,
      ...after[i]!,
    })),
  })
  return seats.map(({ seat }, i) => ({
    seat,
    before: { mu: before[i]!.mu, sigma: before[i]!.sigma },
    after: after[i]!,
  }))
}

type Rated = { contender: string; userId?: string; agentId?: string; revisionId?: string }

/** The contender whose rating a seat moves: the user who sat in it, or the frozen checkpoint of the agent that did. Null for any other claim. */
async function ratedBy(tx: Transaction, seat: JournalLine['seats'][number]): Promise<{ who: Rated } | null> {
  const { contender, userId, agentId } = seat
  if (contender === null) return null
  if (userId !== null && contender === `user:${userId}`) return { who: { contender, userId } }
  const revisionId = contender.startsWith('checkpoint:') ? contender.slice('checkpoint:'.length) : ''
  const revision = await tx.revision.findUnique({
    where: { id: revisionId },
    select: { agentId: true, checkpoint: true },
  })
  if (!revision?.checkpoint || agentId === null || revision.agentId !== agentId) return null
  return { who: { contender, agentId, revisionId } }
}
