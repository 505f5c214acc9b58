import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { decodeLog, encodeLog } from '../../game/core/match-log.ts'
import type { Database, Transaction } from './connect.ts'
import { deletedAmong, lockPeople, STRANGER_HEAD_START } from './exclusions.ts'
import { deleteOrphanedWeights } from './weights.ts'

/** What a deleted person and their partner are called in the matches of others. */
export const DELETED_PLAYER = 'Deleted player'
export const DELETED_PARTNER = 'Deleted partner'
/** A person with thousands of matches takes a while. */
const TIMEOUT = 120_000
const BATCH = 50

/** Deletes a user with everything that is theirs: name, ratings, partners and their weights. Their matches stay for those who played
 *  them, without the name, in the logs too. With `excludedAt` their session counts no more from then on, and nothing makes the user again.
 *  A guest without a row is kept out for a day: a result of theirs may still be on its way, and nothing else can be. False where they are
 *  deleted already, and without `excludedAt` where there is no row. */
export function deleteUser(db: Database, id: string, excludedAt: Date | null): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      await lockPeople(tx, [id])
      const locked = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM "User" WHERE id = ${id} FOR UPDATE`
      const known = locked.length > 0
      if (!known && (!excludedAt || (await deletedAmong(tx, [id])).size > 0)) return false
      if (excludedAt) {
        const at = known ? excludedAt : new Date(excludedAt.getTime() - STRANGER_HEAD_START)
        const kind = { kind: 'deleted', at } as const
        await tx.exclusion.upsert({ where: { userId: id }, create: { userId: id, ...kind }, update: kind })
      }
      if (!known) return true
      const partners = await tx.agent.findMany({ where: { ownerId: id }, select: { id: true } })
      const agentIds = partners.map((partner) => partner.id)
      await forgetInMatches(tx, id, agentIds)
      const revisions = await tx.revision.findMany({
        where: { agentId: { in: agentIds } },
        select: { hash: true },
        distinct: ['hash'],
      })
      await tx.ratingHistory.deleteMany({ where: { contender: `user:${id}` } })
      await tx.agent.updateMany({ where: { ownerId: id }, data: { checkpointId: null } })
      // Partners, their revisions and the ratings go with the row.
      await tx.user.delete({ where: { id } })
      await deleteOrphanedWeights(
        tx,
        revisions.map(({ hash }) => hash),
      )
      return true
    },
    { timeout: TIMEOUT },
  )
}

async function forgetInMatches(tx: Transaction, userId: string, agentIds: string[]): Promise<void> {
  const theirs = { OR: [{ userId }, { agentId: { in: agentIds } }] }
  const seats = await tx.matchSeat.findMany({ where: theirs, select: { matchId: true }, distinct: ['matchId'] })
  for (let i = 0; i < seats.length; i += BATCH) {
    const ids = seats.slice(i, i + BATCH).map(({ matchId }) => matchId)
    for (const { id, log } of await tx.match.findMany({
      where: { id: { in: ids } },
      select: { id: true, log: true },
    })) {
      const without = withoutNames(log, new Set([userId, ...agentIds]))
      if (without) await tx.match.update({ where: { id }, data: { log: without } })
    }
  }
  await tx.matchSeat.updateMany({ where: { userId }, data: { userId: null, name: DELETED_PLAYER } })
  await tx.matchSeat.updateMany({
    where: { agentId: { in: agentIds } },
    data: { agentId: null, name: DELETED_PARTNER },
  })
}

/** A match log (raw deflate) in which these people and agents have no name, and nothing else is changed; null where it holds none, as one
 *  that was dropped for its age. */
export function withoutNames(log: Uint8Array, ids: ReadonlySet<string>): Uint8Array<ArrayBuffer> | null {
  if (log.length === 0) return null
  const { header, body, footer } = decodeLog(inflateRawSync(log))
  const seats = header.seats.map((seat) =>
    ids.has(seat.id)
      ? { ...seat, id: 'deleted', name: seat.kind === 'human' ? DELETED_PLAYER : DELETED_PARTNER }
      : seat,
  )
  return Uint8Array.from(deflateRawSync(encodeLog({ header: { ...header, seats }, body, footer })))
}
