import type { Prisma } from '../../prisma/generated/client.ts'
import type { DatabaseOrTransaction, Database } from './connect.ts'
import { guestName } from './guest-name.ts'
import { nameSkeleton } from './name-skeleton.ts'
import { chooseName, isReserved, normaliseName } from './names.ts'

export interface UserRow {
  id: string
  name: string
}

export type RenameOutcome =
  | { ok: true; user: UserRow }
  | { ok: false; reason: 'unknown' | 'name' | 'taken'; message: string }

/** Names drawn for a guest before one with a number that nobody has. */
const DRAWS = 20

/** Writes a user under their name, or under that of a guest where nothing is left of it or somebody else has one that looks like it; an
 *  existing user is returned as it is. The unique index of the skeletons decides, so two at once cannot both have a name. */
export async function createUser(db: DatabaseOrTransaction, { id, name }: UserRow): Promise<UserRow> {
  let wish = normaliseName(name) ?? guestName()
  for (let draw = 0; ; draw++) {
    const skeleton = nameSkeleton(wish)
    if (skeleton !== '') await db.user.createMany({ data: { id, name: wish, skeleton }, skipDuplicates: true })
    const user = await findUser(db, id)
    if (user) return user
    wish = draw < DRAWS ? guestName() : `Guest ${id.slice(-12)}`
  }
}

/** The user, or null. */
export async function findUser(db: DatabaseOrTransaction, id: string): Promise<UserRow | null> {
  return db.user.findUnique({ where: { id }, select: { id: true, name: true } })
}

/** What these users are called, by id; who is not known is left out. */
export async function namesOf(db: DatabaseOrTransaction, ids: string[]): Promise<Record<string, string>> {
  const users = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return Object.fromEntries(users.map(({ id, name }) => [id, name]))
}

/** Renames a user, and the partners that still bear the name made from the old one. Refuses what is no name (names.ts) and one that looks
 *  like somebody else's. */
export async function renameUser(db: Database, id: string, wish: string): Promise<RenameOutcome> {
  const choice = chooseName(wish, await houseNames(db))
  if (!choice.ok) return { ok: false, reason: 'name', message: choice.message }
  const { name, skeleton } = choice
  try {
    return await db.$transaction(async (tx: Prisma.TransactionClient): Promise<RenameOutcome> => {
      const before = await findUser(tx, id)
      if (!before) return { ok: false, reason: 'unknown', message: 'There is no such player.' }
      await tx.agent.updateMany({
        where: { ownerId: id, name: partnerName(before.name) },
        data: { name: partnerName(name) },
      })
      const data = { name, skeleton }
      return { ok: true, user: await tx.user.update({ where: { id }, data, select: { id: true, name: true } }) }
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

/** Gives users from before there were skeletons theirs, the longest known first. Who looks like an earlier one, or like the house, gets a
 *  number behind the name. Returns how many it gave one. */
export async function fillSkeletons(db: Database): Promise<number> {
  const users = await db.user.findMany({ where: { skeleton: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  const reserved = users.length > 0 ? await houseNames(db) : []
  for (const { id, name } of users) {
    const wishes = [name, ...Array.from({ length: 98 }, (_, i) => `${name} ${i + 2}`), `Guest ${id.slice(-12)}`]
    for (const wish of wishes) {
      const skeleton = nameSkeleton(wish)
      if (skeleton === '' || isReserved(skeleton, reserved)) continue
      const isGiven = await db.user
        .update({ where: { id }, data: { name: wish, skeleton } })
        .then(() => true, unlessTaken)
      if (isGiven) break
    }
  }
  return users.length
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
