import type { Database, DatabaseOrTransaction, Transaction } from './connect.ts'
import { deletedAmong, lockPeople } from './exclusions.ts'
import { guestName, guestNameOf } from './guest-name.ts'
import { nameSkeleton, SKELETON_VERSION } from './name-skeleton.ts'
import { houseNames, isTaken, lockName, type NameRefusal, partnersNames, TAKEN } from './name-claims.ts'
import { chooseName, normaliseName } from './names.ts'

export interface UserRow {
  id: string
  name: string
}

export type RenameOutcome =
  | { ok: true; user: UserRow }
  | { ok: false; reason: 'deleted'; message: string }
  | ({ ok: false } & NameRefusal)

/** Names drawn for a guest before one with a number that nobody has. */
const DRAWS = 20

/** Writes a user under their name, or under that of a guest where nothing is left of it or somebody else has one that looks like it; an
 *  existing user is returned as it is. Of two at once who want a name, people or partners, one waits for the other. */
export async function createUser(tx: Transaction, { id, name }: UserRow): Promise<UserRow> {
  let wish = normaliseName(name) ?? guestNameOf(id)
  for (let draw = 0; ; draw++) {
    const skeleton = nameSkeleton(wish)
    const data = { id, name: wish, skeleton, skeletonVersion: SKELETON_VERSION }
    if (skeleton !== '') await lockName(tx, skeleton)
    if (skeleton !== '' && (await partnersNames(tx, [skeleton])).size === 0)
      await tx.user.createMany({ data, skipDuplicates: true })
    const user = await findUser(tx, id)
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
  const partners = await partnersNames(db, skeletons)
  return Object.fromEntries(
    people.map(({ id, name }, i) => {
      const own = users.find((user) => user.id === id)
      const looks = skeletons[i]!
      const free = looks !== '' && !partners.has(looks) && users.every(({ skeleton }) => skeleton !== looks)
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
      // The person first, as whoever makes one does: else the two could wait for each other.
      await lockPeople(tx, [person.id])
      // Before anything is written, so that nothing is for whoever is refused.
      await lockName(tx, skeleton)
      if (await isTaken(tx, skeleton, person.id)) return { ok: false, reason: 'taken', message: TAKEN }
      const before = await keepUser(tx, person)
      if (!before) return { ok: false, reason: 'deleted', message: 'This player was deleted.' }
      return { ok: true, user: await giveName(tx, before, name, skeleton) }
    })
  } catch (error) {
    if (!isBroken(error)) throw error
    return { ok: false, reason: 'taken', message: TAKEN }
  }
}

/** Writes a person's name and what it looks like, and renames the partners that bear the name made from the one before. */
export async function giveName(tx: Transaction, before: UserRow, name: string, skeleton: string): Promise<UserRow> {
  if (name !== before.name)
    for (const nameOf of [partnerName, newbornName])
      await tx.agent.updateMany({
        where: { ownerId: before.id, name: nameOf(before.name) },
        data: { name: nameOf(name) },
      })
  const data = { name, skeleton, skeletonVersion: SKELETON_VERSION }
  return tx.user.update({ where: { id: before.id }, data, select: { id: true, name: true } })
}

/** Prisma's word for a broken unique index. */
function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002'
}

/** What a user's partner is called until it gets a name of its own. */
export function partnerName(userName: string): string {
  return `${userName}’s partner`
}

/** What a newborn is called that a user raises. */
export function newbornName(userName: string): string {
  return `${userName}’s newborn`
}
