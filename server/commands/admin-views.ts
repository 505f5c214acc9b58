import { display } from '../../game/league/rating.ts'
import { Refusal } from '../base/refusal.ts'
import type { Database } from '../store/connect.ts'

/** What `npm run admin` prints about people and matches: lines of text. */

/** A user by id, or by a name that only one has. Throws a Refusal where there is none, or more than one. */
export async function findOneUser(db: Database, who: string): Promise<{ id: string; name: string }> {
  const found = await db.user.findMany({
    where: { OR: [{ id: who }, { name: { equals: who, mode: 'insensitive' } }] },
    select: { id: true, name: true },
    take: 20,
  })
  const exact = found.find(({ id }) => id === who)
  if (exact) return exact
  if (found.length > 1)
    throw new Refusal(`Several people are called ${who}: ${found.map(({ id }) => id).join(', ')}. Give an id.`)
  if (!found[0]) throw new Refusal(`There is nobody with the id or the name ${who}.`)
  return found[0]
}

/** As findOneUser, but an id may also be that of a guest of whom nothing is kept. */
export async function findPerson(db: Database, who: string): Promise<{ id: string; name: string }> {
  const isGuest = ID.test(who) && !(await db.user.findUnique({ where: { id: who }, select: { id: true } }))
  return isGuest ? { id: who, name: 'A guest of whom nothing is kept' } : findOneUser(db, who)
}

const ID = /^[0-9a-f]{32}$/

/** The 50 people last seen whose name contains `part`. */
export async function listUsers(db: Database, part: string): Promise<string> {
  const users = await db.user.findMany({
    where: { name: { contains: part, mode: 'insensitive' } },
    orderBy: { lastSeenAt: 'desc' },
    take: 50,
    include: { _count: { select: { seats: true } } },
  })
  const excluded = await db.exclusion.findMany({ where: { userId: { in: users.map(({ id }) => id) } } })
  const banned = new Set(excluded.map(({ userId }) => userId))
  return lines(
    users.map(
      ({ id, name, lastSeenAt, _count }) =>
        `${id}  ${lastSeenAt.toISOString()}  ${String(_count.seats).padStart(5)} matches  ${name}${banned.has(id) ? '  (banned)' : ''}`,
    ),
    'Nobody.',
  )
}

/** A person: ratings, partners, latest matches. */
export async function showUser(db: Database, id: string): Promise<string> {
  const user = await db.user.findUniqueOrThrow({
    where: { id },
    include: { ratings: true, agents: { include: { _count: { select: { revisions: true } } } } },
  })
  const exclusion = await db.exclusion.findUnique({ where: { userId: id } })
  return [
    `${user.name} (${id})${exclusion ? `, ${exclusion.kind} since ${exclusion.at.toISOString()}` : ''}`,
    `first seen ${user.createdAt.toISOString()}, last seen ${user.lastSeenAt.toISOString()}`,
    ...user.ratings.map(
      (row) =>
        `${row.task}: ${display(row).rating} ± ${display(row).uncertainty}, ${row.games} rated games, ${row.wins} won`,
    ),
    ...user.agents.map(
      (agent) =>
        `partner ${agent.id}: ${agent.name}, ${agent._count.revisions} revisions${agent.deletedAt ? ', deleted' : ''}`,
    ),
    await listMatches(db, id),
  ].join('\n')
}

/** The latest 50 matches, of one user or of all. */
export async function listMatches(db: Database, userId: string | null): Promise<string> {
  const matches = await db.match.findMany({
    where: userId === null ? {} : { seats: { some: { userId } } },
    orderBy: { endedAt: 'desc' },
    take: 50,
    select: { ...summary, seats: { orderBy: { seat: 'asc' } } },
  })
  return lines(
    matches.map(({ id, endedAt, mode, rated, status, reason, seats }) => {
      const who = seats.map(({ name, score }) => `${name} ${score}`).join(' : ')
      return `${id}  ${endedAt.toISOString()}  ${mode}${rated ? ', rated' : ''}, ${status}, ${reason}  ${who}`
    }),
    'No match.',
  )
}

const summary = { id: true, endedAt: true, mode: true, rated: true, status: true, reason: true } as const

/** A match with its seats. */
export async function showMatch(db: Database, id: string): Promise<string> {
  const match = await db.match.findUnique({
    where: { id },
    select: { ...summary, startedAt: true, ticks: true, public: true, seats: { orderBy: { seat: 'asc' } } },
  })
  if (!match) throw new Refusal(`There is no match ${id}.`)
  const { mode, rated, status, reason, startedAt, endedAt, ticks } = match
  return [
    `${id}: ${mode}${rated ? ', rated' : ''}${match.public ? '' : ', private'}, ${status}, ${reason}`,
    `${startedAt.toISOString()} to ${endedAt.toISOString()}, ${ticks} ticks`,
    ...match.seats.map((seat) => {
      const moved =
        seat.muBefore !== null && seat.muAfter !== null
          ? `, rating ${display({ mu: seat.muBefore, sigma: seat.sigmaBefore ?? 0 }).rating} → ${display({ mu: seat.muAfter, sigma: seat.sigmaAfter ?? 0 }).rating}`
          : ''
      return `seat ${seat.seat}: ${seat.name} (${seat.userId ?? seat.agentId ?? 'nobody'}), score ${seat.score}, place ${seat.place}${moved}`
    }),
  ].join('\n')
}

const lines = (all: string[], none: string): string => (all.length > 0 ? all.join('\n') : none)
