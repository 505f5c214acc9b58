import { rate, type Rating } from '../../game/league/rating.ts'
import type { Database, Transaction } from '../store/connect.ts'
import { countOpponents } from '../store/opponents.ts'
import { unrecordScores } from './record-scores.ts'

/** All rated matches are gone through. */
const TIMEOUT = 600_000

export interface Voided {
  /** Contenders whose rating is another one now. */
  ratings: number
}

/** Takes a match out of the count: it is marked void, and the ratings of its task are what they would be without it; so are the scores, as far
 *  as matches are kept. Null where there is no such match, or it is void already. */
export function voidMatch(db: Database, matchId: string): Promise<Voided | null> {
  return db.$transaction(
    async (tx) => {
      // Results that come meanwhile wait.
      await tx.$executeRaw`LOCK TABLE "Rating", "Score" IN SHARE ROW EXCLUSIVE MODE`
      const match = await tx.match.findUnique({
        where: { id: matchId },
        select: { status: true, rated: true, scored: true, task: true },
      })
      if (!match || match.status === 'void') return null
      const rated = match.rated && match.status === 'checked'
      const before = rated ? await ratedMatches(tx, match.task) : []
      await tx.match.update({ where: { id: matchId }, data: { status: 'void', rated: false, scored: false } })
      if (match.scored) await unrecordScores(tx, matchId, match.task)
      if (!rated) return { ratings: 0 }
      await tx.ratingHistory.deleteMany({ where: { matchId } })
      const none = { muBefore: null, sigmaBefore: null, muAfter: null, sigmaAfter: null }
      await tx.matchSeat.updateMany({ where: { matchId }, data: none })
      const ratings = await replay(tx, match.task, before, matchId)
      const seats = await tx.matchSeat.findMany({ where: { matchId }, select: { userId: true } })
      const userIds = seats.flatMap(({ userId }) => userId ?? [])
      await tx.rating.updateMany({ where: { userId: { in: userIds }, task: match.task }, data: { opponents: 0 } })
      await countOpponents(tx, userIds, match.task)
      return { ratings }
    },
    { timeout: TIMEOUT },
  )
}

interface RatedSeat {
  seat: number
  place: number
  /** Null for a person who was deleted: what they were rated then stands. */
  contender: string | null
  before: Rating
  after: Rating
}

interface RatedMatch {
  id: string
  seats: RatedSeat[]
}

interface Standing extends Rating {
  games: number
  wins: number
  losses: number
}

/** The rated matches of a task, in the order in which they were rated. */
async function ratedMatches(tx: Transaction, task: string): Promise<RatedMatch[]> {
  const rows = await tx.$queryRaw<
    {
      id: string
      seat: number
      place: number
      contender: string | null
      muBefore: number
      sigmaBefore: number
      muAfter: number
      sigmaAfter: number
    }[]
  >`
    SELECT m.id, s.seat, s.place, s."muBefore", s."sigmaBefore", s."muAfter", s."sigmaAfter",
      COALESCE('user:' || s."userId", c.contender) AS contender
    FROM "Match" m JOIN "MatchSeat" s ON s."matchId" = m.id
    LEFT JOIN (
      SELECT h."matchId", h.contender, r."agentId" FROM "RatingHistory" h JOIN "Revision" r ON h.contender = 'checkpoint:' || r.id
    ) c ON c."matchId" = m.id AND c."agentId" = s."agentId"
    WHERE m.task = ${task} AND m.rated AND m.status = 'checked' AND s."muBefore" IS NOT NULL
    ORDER BY m."createdAt", m.id, s.seat`
  const matches = new Map<string, RatedMatch>()
  for (const { id, seat, place, contender, muBefore, sigmaBefore, muAfter, sigmaAfter } of rows) {
    const match = matches.get(id) ?? { id, seats: [] }
    matches.set(id, match)
    const [before, after] = [
      { mu: muBefore, sigma: sigmaBefore },
      { mu: muAfter, sigma: sigmaAfter },
    ]
    match.seats.push({ seat, place, contender, before, after })
  }
  return [...matches.values()]
}

/** Rates all matches but one again, each contender from where it began, and writes what differs. Returns how many ratings do. */
async function replay(tx: Transaction, task: string, matches: RatedMatch[], without: string): Promise<number> {
  const records = new Map<string, Standing>()
  for (const { id, seats } of matches) {
    // The first match of a contender says where it began: an agent's checkpoint has a rating before anyone has played it.
    for (const { contender, before } of seats)
      if (contender !== null && !records.has(contender))
        records.set(contender, { ...before, games: 0, wins: 0, losses: 0 })
    if (id === without) continue
    const before = seats.map((seat): Rating => (seat.contender && records.get(seat.contender)) || seat.before)
    const after = rate(seats.map(({ place }, i) => ({ ...before[i]!, place })))
    for (const [i, seat] of seats.entries()) {
      await writeSeat(tx, id, seat, before[i]!, after[i]!)
      if (seat.contender === null) continue
      const record = records.get(seat.contender)!
      const others = seats.filter((_, j) => j !== i)
      const won = others.every(({ place }) => place > seat.place)
      const lost = others.some(({ place }) => place < seat.place)
      records.set(seat.contender, {
        ...after[i]!,
        games: record.games + 1,
        wins: record.wins + (won ? 1 : 0),
        losses: record.losses + (lost ? 1 : 0),
      })
    }
  }
  let changed = 0
  for (const [contender, { mu, sigma, games, wins, losses }] of records) {
    const data = { mu, sigma, games, wins, losses }
    const { count } = await tx.rating.updateMany({
      where: { contender, task, NOT: data },
      data,
    })
    changed += count
  }
  await tx.rating.deleteMany({ where: { task, userId: { not: null }, games: 0 } })
  return changed
}

async function writeSeat(
  tx: Transaction,
  matchId: string,
  seat: RatedSeat,
  before: Rating,
  after: Rating,
): Promise<void> {
  const same =
    before.mu === seat.before.mu &&
    before.sigma === seat.before.sigma &&
    after.mu === seat.after.mu &&
    after.sigma === seat.after.sigma
  if (same) return
  await tx.matchSeat.update({
    where: { matchId_seat: { matchId, seat: seat.seat } },
    data: { muBefore: before.mu, sigmaBefore: before.sigma, muAfter: after.mu, sigmaAfter: after.sigma },
  })
  if (seat.contender !== null) {
    const { mu, sigma } = after
    await tx.ratingHistory.updateMany({ where: { matchId, contender: seat.contender }, data: { mu, sigma } })
  }
}
