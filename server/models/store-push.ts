import { weightsToBytes } from '../../game/nets/hash.ts'
import type { Transaction } from '../store/connect.ts'
import { parseSpec } from '../../game/nets/spec-schema.ts'
import type { KnownAgent, NewRevision } from './pending-pushes.ts'

/** The agent, locked until the transaction ends, as a push needs it; null where there is none with a network. */
export async function lockForPush(tx: Transaction, id: string): Promise<KnownAgent | null> {
  const [row] = await tx.$queryRaw<LockedRow[]>`
    SELECT kind::text AS kind, "ownerId", spec, frozen, "headHash", "headNumber", "deletedAt" IS NOT NULL AS deleted
    FROM "Agent" WHERE id = ${id} FOR UPDATE`
  if (!row || row.spec === null) return null
  return { ...row, id, spec: parseSpec(row.spec) }
}

interface LockedRow {
  kind: KnownAgent['kind']
  ownerId: string | null
  spec: unknown
  frozen: boolean
  headHash: string | null
  headNumber: number
  deleted: boolean
}

/** Writes a revision, its weights and the agent's new head: one statement, because each costs a way to the database and back. */
export async function storeRevision(tx: Transaction, agentId: string, revision: NewRevision): Promise<void> {
  const { id, number, hash, baseHash, matchId, weights } = revision
  const stats = revision.stats === undefined || revision.stats === null ? null : JSON.stringify(revision.stats)
  await tx.$executeRaw`
    WITH weights AS (
      INSERT INTO "Weights" (hash, bytes, count) VALUES (${hash}, ${weightsToBytes(weights)}, ${weights.length}) ON CONFLICT DO NOTHING
    ), revision AS (
      INSERT INTO "Revision" (id, "agentId", number, hash, "baseHash", "matchId", note, stats)
      VALUES (${id}, ${agentId}, ${number}, ${hash}, ${baseHash}, ${matchId}, 'push', ${stats}::jsonb)
    )
    UPDATE "Agent" SET "headNumber" = ${number}, "headHash" = ${hash} WHERE id = ${agentId}`
}
