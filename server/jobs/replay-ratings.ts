import { outcomesOf } from '../../game/league/outcomes.ts'
import { rate, type Rating } from '../../game/league/rating.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Transaction } from '../store/connect.ts'

interface RatedSeat {
  seat: number
  place: number
  /** Null for a person who was deleted: what they were rated then stands. */
  contender: string | null
  before: Rating
  after: Rating
}

export interface RatedMatch {
  id: string
  seats: RatedSeat[]
}

interface Standing extends Rating {
  games: number
  wins: number
  losses: number
}

interface SeatRow {
  id: string
  seat: number
  place: number
  contender: string | null
  muBefore: number
  sigmaBefore: number
  muAfter: number
  sigmaAfter: number
}

/** Rows that are read at once, and rows that one statement writes. */
const BATCH = 5_000

/** The rated matches of a task, in the order in which they were rated: as they are at the first look, whatever is written meanwhile. */
export async function* ratedMatches(tx: Transaction, task: string): AsyncGenerator<RatedMatch> {
  await tx.$executeRaw`
    DECLARE rated_seats NO SCROLL CURSOR FOR SELECT m.id, s.seat, s.place, s."muBefore", s."sigmaBefore", s."muAfter", s."sigmaAfter",
      COALESCE('user:' || s."userId", c.contender) AS contender
    FROM "Match" m JOIN "MatchSeat" s ON s."matchId" = m.id
    LEFT JOIN (
      SELECT h."matchId", h.contender, r."agentId" FROM "RatingHistory" h JOIN "Revision" r ON h.contender = 'checkpoint:' || r.id
    ) c ON c."matchId" = m.id AND c."agentId" = s."agentId"
    WHERE m.task = ${task} AND m.rated AND m.status = 'checked' AND s."muBefore" IS NOT NULL
    ORDER BY m."createdAt", m.id, s.seat`
  let match: RatedMatch = { id: '', seats: [] }
  for (;;) {
    const rows = await tx.$queryRaw<SeatRow[]>`FETCH ${Prisma.raw(String(BATCH))} FROM rated_seats`
    for (const { id, seat, place, contender, muBefore, sigmaBefore, muAfter, sigmaAfter } of rows) {
      if (match.id !== id) {
        if (match.seats.length > 0) yield match
        match = { id, seats: [] }
      }
      const [before, after] = [
        { mu: muBefore, sigma: sigmaBefore },
        { mu: muAfter, sigma: sigmaAfter },
      ]
      match.seats.push({ seat, place, contender, before, after })
    }
    if (rows.length < BATCH) break
  }
  if (match.seats.length > 0) yield match
  await tx.$executeRaw`CLOSE rated_seats`
}

/** Rates the matches of a task again, each contender from where it began, and writes what differs; but for the match `without`. Returns
 *  how many ratings differ.
 *  start: where a contender begins; missing: as its first match says. signal: gives up when it is aborted, by throwing its reason. */
export async function replay(
  tx: Transaction,
  task: string,
  matches: AsyncIterable<RatedMatch>,
  { without, start, signal }: { without?: string; start?: (contender: string) => Rating; signal?: AbortSignal },
): Promise<number> {
  const records = new Map<string, Standing>()
  let changed: RatedSeatOf[] = []
  for await (const { id, seats } of matches) {
    signal?.throwIfAborted()
    // The first match of a contender says where it began: an agent's checkpoint has a rating before anyone has played it.
    for (const { contender, before } of seats)
      if (contender !== null && !records.has(contender))
        records.set(contender, { ...(start?.(contender) ?? before), games: 0, wins: 0, losses: 0 })
    if (id === without) continue
    for (const seat of rateAgain(records, seats)) if (seat.differs) changed.push({ ...seat, id })
    if (changed.length < BATCH) continue
    await writeSeats(tx, changed)
    changed = []
  }
  await writeSeats(tx, changed)
  const written = await writeRatings(tx, task, [...records])
  await tx.rating.deleteMany({ where: { task, userId: { not: null }, games: 0 } })
  return written
}

type RatedAgain = RatedSeat & { differs: boolean }
type RatedSeatOf = RatedSeat & { id: string }

/** Moves the records of a match's contenders; returns its seats with their ratings of now. */
function rateAgain(records: Map<string, Standing>, seats: readonly RatedSeat[]): RatedAgain[] {
  const before = seats.map((seat): Rating => (seat.contender && records.get(seat.contender)) || seat.before)
  const after = rate(seats.map(({ place }, i) => ({ ...before[i]!, place })))
  const outcomes = outcomesOf(seats.map(({ place }) => place))
  return seats.map((seat, i) => {
    const now = { ...seat, before: before[i]!, after: after[i]! }
    const record = seat.contender === null ? undefined : records.get(seat.contender)
    if (seat.contender !== null && record)
      records.set(seat.contender, {
        ...now.after,
        games: record.games + 1,
        wins: record.wins + (outcomes[i]! > 0 ? 1 : 0),
        losses: record.losses + (outcomes[i]! < 0 ? 1 : 0),
      })
    return { ...now, differs: !isSame(seat.before, now.before) || !isSame(seat.after, now.after) }
  })
}

const isSame = (a: Rating, b: Rating): boolean => a.mu === b.mu && a.sigma === b.sigma

async function writeSeats(tx: Transaction, seats: readonly RatedSeatOf[]): Promise<void> {
  if (seats.length === 0) return
  const ids = seats.map(({ id }) => id)
  const mus = seats.map(({ after }) => after.mu)
  const sigmas = seats.map(({ after }) => after.sigma)
  await tx.$executeRaw`
    UPDATE "MatchSeat" s SET "muBefore" = n.mu0, "sigmaBefore" = n.sigma0, "muAfter" = n.mu, "sigmaAfter" = n.sigma
    FROM unnest(${ids}::text[], ${seats.map(({ seat }) => seat)}::int[], ${seats.map(({ before }) => before.mu)}::float8[],
      ${seats.map(({ before }) => before.sigma)}::float8[], ${mus}::float8[], ${sigmas}::float8[]) AS n(id, seat, mu0, sigma0, mu, sigma)
    WHERE s."matchId" = n.id AND s.seat = n.seat`
  await tx.$executeRaw`
    UPDATE "RatingHistory" h SET mu = n.mu, sigma = n.sigma
    FROM unnest(${ids}::text[], ${seats.map(({ contender }) => contender)}::text[], ${mus}::float8[], ${sigmas}::float8[])
      AS n(id, contender, mu, sigma)
    WHERE h."matchId" = n.id AND h.contender = n.contender`
}

/** Returns how many differed. */
async function writeRatings(tx: Transaction, task: string, records: readonly [string, Standing][]): Promise<number> {
  let written = 0
  for (let i = 0; i < records.length; i += BATCH) {
    const some = records.slice(i, i + BATCH)
    const all = (what: keyof Standing): number[] => some.map(([, record]) => record[what])
    written += await tx.$executeRaw`
      UPDATE "Rating" r SET mu = n.mu, sigma = n.sigma, games = n.games, wins = n.wins, losses = n.losses
      FROM unnest(${some.map(([contender]) => contender)}::text[], ${all('mu')}::float8[], ${all('sigma')}::float8[],
        ${all('games')}::int[], ${all('wins')}::int[], ${all('losses')}::int[]) AS n(contender, mu, sigma, games, wins, losses)
      WHERE r.task = ${task} AND r.contender = n.contender
        AND (r.mu, r.sigma, r.games, r.wins, r.losses) IS DISTINCT FROM (n.mu, n.sigma, n.games, n.wins, n.losses)`
  }
  return written
}
