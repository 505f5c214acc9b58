import type { Database } from './connect.ts'
import type { UserRow } from './users.ts'
import { readWeights } from './weights.ts'

/** Matches that are read at once: a log is about 20 kB. */
const BATCH = 50

/** All that is kept of a user, as one JSON document in pieces; bytes in base64: a match's log as raw deflate of game/core/match-log.ts,
 *  weights as little-endian float32. Of a guest of whom nothing is kept it has what the session says. */
export async function exportUser(db: Database, person: UserRow): Promise<AsyncGenerator<string>> {
  const user = await db.user.findUnique({
    where: { id: person.id },
    // That there is one, and since when: what it opens stays with its link.
    include: { recoveryLink: { select: { createdAt: true } } },
  })
  return pieces(db, person.id, user ?? person)
}

async function* pieces(db: Database, id: string, user: object): AsyncGenerator<string> {
  const ratings = await db.rating.findMany({ where: { userId: id } })
  const scores = await db.score.findMany({ where: { userId: id } })
  const ratingHistory = await db.ratingHistory.findMany({
    where: { contender: `user:${id}` },
    orderBy: { at: 'asc' },
    omit: { id: true },
  })
  const scoreDays = await db.scoreDay.findMany({ where: { contender: `user:${id}` }, orderBy: { day: 'asc' } })
  yield `{"user":${JSON.stringify(user)},"ratings":${JSON.stringify(ratings)},"scores":${JSON.stringify(scores)},"scoreDays":${JSON.stringify(scoreDays)},"ratingHistory":${JSON.stringify(ratingHistory)}`
  const dailyAttempts = await db.dailyAttempt.findMany({ where: { userId: id }, orderBy: { at: 'asc' } })
  yield `,"dailyAttempts":${JSON.stringify(dailyAttempts)}`
  yield ',"partners":['
  yield* listed(partnersOf(db, id))
  yield '],"weights":['
  yield* listed(weightsOf(db, id))
  yield '],"matches":['
  yield* listed(matchesOf(db, id))
  yield ']}\n'
}

async function* partnersOf(db: Database, ownerId: string): AsyncGenerator<object> {
  const partners = await db.agent.findMany({ where: { ownerId }, orderBy: { createdAt: 'asc' } })
  for (const partner of partners) {
    const revisions = await db.revision.findMany({ where: { agentId: partner.id }, orderBy: { number: 'asc' } })
    yield { ...partner, revisions: revisions.map(({ agentId: _, ...revision }) => revision) }
  }
}

/** One at a time: all together they are many megabytes. */
async function* weightsOf(db: Database, ownerId: string): AsyncGenerator<object> {
  const revisions = await db.revision.findMany({
    where: { agent: { ownerId } },
    select: { hash: true },
    distinct: ['hash'],
  })
  for (const { hash } of revisions) {
    const bytes = await readWeights(db, hash)
    if (bytes) yield { hash, base64: Buffer.from(bytes).toString('base64') }
  }
}

async function* matchesOf(db: Database, userId: string): AsyncGenerator<object> {
  const ids = await db.match.findMany({
    where: { seats: { some: { userId } } },
    select: { id: true },
    orderBy: { endedAt: 'asc' },
  })
  for (let i = 0; i < ids.length; i += BATCH) {
    const matches = await db.match.findMany({
      where: { id: { in: ids.slice(i, i + BATCH).map((match) => match.id) } },
      orderBy: { endedAt: 'asc' },
      include: { seats: { orderBy: { seat: 'asc' }, omit: { matchId: true } } },
    })
    for (const { log, ...match } of matches) yield { ...match, log: Buffer.from(log).toString('base64') }
  }
}

/** The elements of a JSON list. */
async function* listed(items: AsyncGenerator<object>): AsyncGenerator<string> {
  let comma = ''
  for await (const item of items) {
    yield comma + JSON.stringify(item)
    comma = ','
  }
}
