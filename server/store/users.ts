import type { Database, DatabaseOrTransaction, Transaction } from './connect.ts'
import { deletedAmong, lockPeople } from './exclusions.ts'
import { guestName, guestNameOf } from './guest-name.ts'
import { nameSkeleton, SKELETON_VERSION } from './name-skeleton.ts'
import { chooseName, isReserved, normaliseName } from './names.ts'

export interface UserRow {
  id: string
  name: string
}

export type RenameOutcome =
  | { ok: true; user: UserRow }
  | { ok: false; reason: 'deleted' | 'name' | 'taken'; message: string }

/** Names drawn for a guest before one with a number that nobody has. */
const DRAWS = 20

/** Writes a user under their name, or under that of a guest where nothing is left of it or somebody else has one that looks like it; an
 *  existing user is returned as it is. The unique index of the skeletons decides, so two at once cannot both have a name. */
export async function createUser(db: DatabaseOrTransaction, { id, name }: UserRow): Promise<UserRow> {
  let wish = normaliseName(name) ?? guestNameOf(id)
  for (let draw = 0; ; draw++) {
    const skeleton = nameSkeleton(wish)
    const data = { id, name: wish, skeleton, skeletonVersion: SKELETON_VERSION }
    if (skeleton !== '') await db.user.createMany({ data, skipDuplicates: true })
    const user = await findUser(db, id)
    if (user) return user
    wish = draw === 0 ? guestNameOf(id) : draw < DRAWS ? guestName() : `Guest ${id.slice(-12)}`
  }
}

/** Makes sure that a person has a row, now that there is something to be kept of them: a guest has none before. Safe to be repeated, and at
 *  several places at once. Null where they were deleted: nothing makes them again. Call it before anything else in its transaction. */
export async function keepUser(tx: Transaction, person: UserRow): Promise<UserRow | null> {
  await lockPeople(tx, [person.id])
  const known = await findUser(tx, person.id)
  if (known) return known
  return (await deletedAmong(tx, [person.id])).has(person.id) ? null : createUser(tx, person)
}

/** The user, or null. */
export async function findUser(db: DatabaseOrTransaction, id: string): Promise<UserRow | null> {
  return db.user.findUnique({ where: { id }, select: { id: true, name: true } })
}

/** What people are called, by id. A person's row says it; who has none keeps the name of their session, unless it looks like somebody
 *  else's by now. */
export async function namesOf(db: DatabaseOrTransaction, people: readonly UserRow[]): Promise<Record<string, string>> {
  const skeletons = people.map(({ name }) => nameSkeleton(name))
  const users = await db.user.findMany({
    where: { OR: [{ id: { in: people.map(({ id }) => id) } }, { skeleton: { in: skeletons } }] },
    select: { id: true, name: true, skeleton: true },
  })
  return Object.fromEntries(
    people.map(({ id, name }, i) => {
      const own = users.find((user) => user.id === id)
      const free = skeletons[i] !== '' && users.every(({ skeleton }) => skeleton !== skeletons[i])
      return [id, own?.name ?? (free ? name : guestNameOf(id))]
    }),
  )
}

/** Renames a person, and the partners that still bear the name made from the old one; a person without a row gets one. Refuses what is no
 *  name (names.ts) and one that looks like somebody else's. */
export async function renameUser(db: Database, person: UserRow, wish: string): Promise<RenameOutcome> {
  const choice = chooseName(wish, await houseNames(db))
  if (!choice.ok) return { ok: false, reason: 'name', message: choice.message }
  const { name, skeleton } = choice
  try {
    return await db.$transaction(async (tx): Promise<RenameOutcome> => {
      const before = await keepUser(tx, person)
      if (!before) return { ok: false, reason: 'deleted', message: 'This player was deleted.' }
      return { ok: true, user: await giveName(tx, before, name, skeleton) }
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    return {
      ok: false,
      reason: 'taken',
      message: 'Somebody has this name, or one that looks like it: choose another one.',
    }
  }
}

/** Gives users whose skeleton is missing, or of an earlier version, that of today, the longest known first. Whose skeleton stays the same
 *  keeps the name; who looks like one of them, like an earlier one or like the house gets a number behind it. Returns how many it gave
 *  another skeleton. */
export async function fillSkeletons(db: Database): Promise<number> {
  const version = { skeletonVersion: SKELETON_VERSION }
  const old = await db.user.findMany({
    where: { OR: [{ skeleton: null }, { NOT: version }] },
    select: { id: true, name: true, skeleton: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  if (old.length === 0) return 0
  const users = old.filter(({ name, skeleton }) => skeleton !== nameSkeleton(name))
  // An old skeleton must not stand in the way of a new one.
  const ids = users.map(({ id }) => id)
  await db.$executeRaw`UPDATE "User" SET skeleton = NULL WHERE id = ANY(${ids})`
  const reserved = await houseNames(db)
  for (const user of users) {
    const { id, name } = user
    const wishes = [name, ...Array.from({ length: 98 }, (_, i) => `${name} ${i + 2}`), `Guest ${id.slice(-12)}`]
    for (const wish of wishes) {
      const skeleton = nameSkeleton(wish)
      if (skeleton === '' || isReserved(skeleton, reserved)) continue
      const isGiven = await db.$transaction((tx) => giveName(tx, user, wish, skeleton)).then(() => true, unlessTaken)
      if (isGiven) break
    }
  }
  await db.user.updateMany({ where: { skeleton: { not: null }, NOT: version }, data: version })
  return users.length
}

/** Writes a name and what it looks like, and renames the partners that bear the name made from the one before. */
async function giveName(tx: Transaction, before: UserRow, name: string, skeleton: string): Promise<UserRow> {
  if (name !== before.name)
    await tx.agent.updateMany({
      where: { ownerId: before.id, name: partnerName(before.name) },
      data: { name: partnerName(name) },
    })
  const data = { name, skeleton, skeletonVersion: SKELETON_VERSION }
  return tx.user.update({ where: { id: before.id }, data, select: { id: true, name: true } })
}

function unlessTaken(error: unknown): false {
  if (isTaken(error)) return false
  throw error
}

async function houseNames(db: Database): Promise<string[]> {
  const agents = await db.agent.findMany({ where: { kind: { in: ['house', 'builtin'] } }, select: { name: true } })
  return agents.map(({ name }) => name)
}

/** Prisma's word for a broken unique index. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002'
}

/** What a user's partner is called until it gets a name of its own. */
export function partnerName(userName: string): string {
  return `${userName}’s partner`
}
