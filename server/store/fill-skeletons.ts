import type { Database, Transaction } from './connect.ts'
import { houseNames, isTaken, lockName } from './name-claims.ts'
import { nameSkeleton, SKELETON_VERSION } from './name-skeleton.ts'
import { isReserved } from './names.ts'
import { giveName, partnerName } from './users.ts'

interface Named {
  id: string
  name: string
}

/** Gives users and partners with names of their own the skeleton of today where theirs is missing or another one: users first, the longest
 *  known of each first. Whose skeleton stays the same keeps the name; who looks like one of them, like an earlier one or like the house gets
 *  a number behind it. Returns how many it gave another skeleton. */
export async function fillSkeletons(db: Database): Promise<number> {
  const users = await usersToFill(db)
  const partners = await partnersToFill(db)
  // An old skeleton must not stand in the way of a new one.
  const [userIds, partnerIds] = [users, partners].map((rows) => rows.map(({ id }) => id))
  await db.$executeRaw`UPDATE "User" SET skeleton = NULL WHERE id = ANY(${userIds})`
  await db.$executeRaw`UPDATE "Agent" SET skeleton = NULL WHERE id = ANY(${partnerIds})`
  const reserved = users.length + partners.length > 0 ? await houseNames(db) : []
  for (const user of users) {
    const wishes = [...numbered(user.name), `Guest ${user.id.slice(-12)}`]
    await giveFirst(db, user, wishes, reserved, (tx, name, skeleton) => giveName(tx, user, name, skeleton))
  }
  for (const partner of partners) {
    const isGiven = await giveFirst(db, partner, numbered(partner.name), reserved, (tx, name, skeleton) =>
      tx.agent.update({ where: { id: partner.id }, data: { name, skeleton } }),
    )
    const name = partnerName(partner.owner?.name ?? '')
    if (!isGiven) await db.agent.update({ where: { id: partner.id }, data: { name } })
  }
  const version = { skeletonVersion: SKELETON_VERSION }
  await db.user.updateMany({ where: { skeleton: { not: null }, NOT: version }, data: version })
  return users.length + partners.length
}

async function usersToFill(db: Database): Promise<Named[]> {
  const users = await db.user.findMany({
    where: { OR: [{ skeleton: null }, { NOT: { skeletonVersion: SKELETON_VERSION } }] },
    select: { id: true, name: true, skeleton: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return users.filter(({ name, skeleton }) => skeleton !== nameSkeleton(name))
}

/** Their rows say no version: they are few, and all are compared. */
async function partnersToFill(db: Database): Promise<(Named & { owner: { name: string } | null })[]> {
  const partners = await db.agent.findMany({
    where: { kind: 'partner', skeleton: { not: null } },
    select: { id: true, name: true, skeleton: true, owner: { select: { name: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return partners.filter(({ name, skeleton }) => skeleton !== nameSkeleton(name))
}

const numbered = (name: string): string[] => [name, ...Array.from({ length: 98 }, (_, i) => `${name} ${i + 2}`)]

/** Gives the first of these names that can be had; false where none can. */
async function giveFirst(
  db: Database,
  { id }: Named,
  wishes: readonly string[],
  reserved: string[],
  give: (tx: Transaction, name: string, skeleton: string) => Promise<unknown>,
): Promise<boolean> {
  for (const wish of wishes) {
    const skeleton = nameSkeleton(wish)
    if (skeleton === '' || isReserved(skeleton, reserved)) continue
    const isGiven = await db.$transaction(async (tx) => {
      await lockName(tx, skeleton)
      if (await isTaken(tx, skeleton, id)) return false
      await give(tx, wish, skeleton)
      return true
    })
    if (isGiven) return true
  }
  return false
}
