import { createHash, randomBytes } from 'node:crypto'
import type { Database } from './connect.ts'
import { keepUser, type UserRow } from './users.ts'

/** Bits of the secret in a recovery link: 192. */
const SECRET_BYTES = 24

/** What a recovery link opens. */
export interface Recoverable {
  user: UserRow
  partners: number
}

/** Makes the secret of a link that brings this person back on another device; an earlier link of theirs opens nothing from then on. Only its
 *  hash is kept, so it cannot be shown again. Null where the person was deleted. */
export async function makeRecoveryLink(db: Database, person: UserRow, now: Date): Promise<string | null> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  return db.$transaction(async (tx) => {
    const user = await keepUser(tx, person)
    if (!user) return null
    const link = { hash: hashOf(secret), createdAt: now }
    await tx.recoveryLink.upsert({ where: { userId: user.id }, create: { userId: user.id, ...link }, update: link })
    return secret
  })
}

/** Has a person's link open nothing any more. */
export async function revokeRecoveryLink(db: Database, userId: string): Promise<void> {
  await db.recoveryLink.deleteMany({ where: { userId } })
}

/** Whom a link brings back; null for one that opens nothing (any more), and where the person may not come in. */
export async function findRecoverable(db: Database, secret: string): Promise<Recoverable | null> {
  const link = await db.recoveryLink.findUnique({
    where: { hash: hashOf(secret) },
    select: { user: { select: { id: true, name: true } } },
  })
  if (!link) return null
  const { id } = link.user
  if (await db.exclusion.findUnique({ where: { userId: id } })) return null
  const partners = await db.agent.count({ where: { ownerId: id, kind: 'partner', day: null, deletedAt: null } })
  return { user: link.user, partners }
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
