import type { Prisma } from '../../prisma/generated/client.ts'
import type { DatabaseOrTransaction, Database } from './connect.ts'
import { normaliseName } from './names.ts'

export interface UserRow {
  id: string
  name: string
}

/** Writes a user, whose name is normalised ('Guest' when nothing is left of it); an existing user is returned as it is. */
export async function createUser(db: DatabaseOrTransaction, { id, name }: UserRow): Promise<UserRow> {
  await db.user.createMany({ data: { id, name: normaliseName(name) ?? 'Guest' }, skipDuplicates: true })
  return db.user.findUniqueOrThrow({ where: { id }, select: { id: true, name: true } })
}

/** The user, or null. */
export async function findUser(db: DatabaseOrTransaction, id: string): Promise<UserRow | null> {
  return db.user.findUnique({ where: { id }, select: { id: true, name: true } })
}

/** Renames a user, and the partners that still bear the name made from the old one. Null where there is no such user or nothing
 *  visible is left of the name. */
export async function renameUser(db: Database, id: string, name: string): Promise<UserRow | null> {
  const kept = normaliseName(name)
  if (kept === null) return null
  return db.$transaction(async (tx: Prisma.TransactionClient) => {
    const before = await findUser(tx, id)
    if (!before) return null
    await tx.agent.updateMany({
      where: { ownerId: id, name: partnerName(before.name) },
      data: { name: partnerName(kept) },
    })
    return tx.user.update({ where: { id }, data: { name: kept }, select: { id: true, name: true } })
  })
}

/** What a user's partner is called until it gets a name of its own. */
export function partnerName(userName: string): string {
  return `${userName}’s partner`
}
