import { LIMITS } from '../base/limits.ts'
import type { Database, DatabaseOrTransaction, Transaction } from './connect.ts'

/** Revisions of a partner that are kept whatever they are, newest first. */
export const KEPT_REVISIONS = 60
/** People whose revisions one round of making room takes at most. */
const IDLE_OWNERS = 50

/** The bytes of weights (little-endian float32) for whoever may have them: those of house agents are public, those of a partner are its
 *  owner's. Null for all others. */
export async function weightsBytes(db: Database, hash: string, userId: string | null): Promise<Uint8Array | null> {
  const revision = await db.revision.findFirst({
    where: {
      hash,
      agent: { OR: [{ kind: 'house' }, ...(userId === null ? [] : [{ ownerId: userId, deletedAt: null }])] },
    },
    select: { id: true },
  })
  return revision ? readWeights(db, hash) : null
}

/** The stored bytes, or null. */
export async function readWeights(db: DatabaseOrTransaction, hash: string): Promise<Uint8Array | null> {
  const row = await db.weights.findUnique({ where: { hash }, select: { bytes: true } })
  return row?.bytes ?? null
}

/** Deletes the revisions of an agent beyond its quota, and the weights that nothing refers to any more. It keeps the newest
 *  KEPT_REVISIONS, the last revision of each match, checkpoints, and where the agent began. Returns how many it deleted. */
export async function pruneRevisions(db: Database, agentId: string): Promise<number> {
  return db.$transaction(async (tx) => {
    const locked = await tx.$queryRaw<
      { headNumber: number }[]
    >`SELECT "headNumber" FROM "Agent" WHERE id = ${agentId} FOR UPDATE`
    const oldest = (locked[0]?.headNumber ?? 0) - KEPT_REVISIONS
    if (oldest < 0) return 0
    const deleted = await tx.$queryRaw<{ hash: string }[]>`
      DELETE FROM "Revision" WHERE "agentId" = ${agentId} AND number <= ${oldest} AND NOT checkpoint AND note NOT IN ('fork', 'seed')
        AND id NOT IN (SELECT DISTINCT ON ("matchId") id FROM "Revision" WHERE "agentId" = ${agentId} AND "matchId" IS NOT NULL
                       ORDER BY "matchId", number DESC)
      RETURNING hash`
    await deleteOrphanedWeights(
      tx,
      deleted.map(({ hash }) => hash),
    )
    return deleted.length
  })
}

/** Deletes the oldest revisions of all of a user's partners where their weights together are more than `most` bytes; keeps checkpoints, the
 *  newest revision of each, and where it began. Returns how many it deleted. */
export async function pruneToQuota(
  db: Database,
  userId: string,
  most: number = LIMITS.weightBytesPerGuest,
): Promise<number> {
  return db.$transaction(async (tx) => {
    // In one order, as every change of a partner locks it.
    await tx.$queryRaw`SELECT 1 FROM "Agent" WHERE "ownerId" = ${userId} ORDER BY id FOR UPDATE`
    const deleted = await tx.$queryRaw<{ hash: string }[]>`
      WITH sized AS (
        SELECT r.id, a."headNumber", sum(4::bigint * w.count) OVER (ORDER BY r."createdAt" DESC, r.number DESC, r.id) AS bytes
        FROM "Revision" r JOIN "Agent" a ON a.id = r."agentId" JOIN "Weights" w ON w.hash = r.hash WHERE a."ownerId" = ${userId}
      )
      DELETE FROM "Revision" r USING sized s
      WHERE s.id = r.id AND s.bytes > ${most} AND NOT r.checkpoint AND r.note NOT IN ('fork', 'seed') AND r.number < s."headNumber"
      RETURNING r.hash`
    await deleteOrphanedWeights(
      tx,
      deleted.map(({ hash }) => hash),
    )
    return deleted.length
  })
}

/** The bytes of the weights of all of a user's partners. */
export async function bytesOf(db: DatabaseOrTransaction, userId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ bytes: bigint }[]>`
    SELECT coalesce(sum(4::bigint * w.count), 0)::bigint AS bytes
    FROM "Revision" r JOIN "Agent" a ON a.id = r."agentId" JOIN "Weights" w ON w.hash = r.hash WHERE a."ownerId" = ${userId}`
  return Number(row?.bytes ?? 0)
}

/** Some of those whose partners have revisions that could go (pruneToQuota), who was away longest first. */
export async function idleOwners(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM "User" u WHERE EXISTS (
      SELECT 1 FROM "Agent" a JOIN "Revision" r ON r."agentId" = a.id
      WHERE a."ownerId" = u.id AND NOT r.checkpoint AND r.note NOT IN ('fork', 'seed') AND r.number < a."headNumber")
    ORDER BY u."lastSeenAt", u.id LIMIT ${IDLE_OWNERS}`
  return rows.map(({ id }) => id)
}

/** Deletes all revisions of an agent but where it began and those with these weights. */
export async function keepOnly(db: Database, agentId: string, hash: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Agent" WHERE id = ${agentId} FOR UPDATE`
    const deleted = await tx.$queryRaw<{ hash: string }[]>`
      DELETE FROM "Revision" WHERE "agentId" = ${agentId} AND number > 0 AND hash <> ${hash} RETURNING hash`
    await deleteOrphanedWeights(
      tx,
      deleted.map((revision) => revision.hash),
    )
  })
}

/** Deletes those of these weights that no revision refers to. */
export async function deleteOrphanedWeights(tx: Transaction, hashes: string[]): Promise<void> {
  if (hashes.length === 0) return
  await tx.$executeRaw`DELETE FROM "Weights" w WHERE hash = ANY(${hashes}) AND NOT EXISTS (SELECT 1 FROM "Revision" r WHERE r.hash = w.hash)`
}
