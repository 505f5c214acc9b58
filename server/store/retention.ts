import { daysBefore, utcDay } from '../base/day.ts'
import { LIMITS } from '../base/limits.ts'
import type { Database } from './connect.ts'
import { pruneDaily } from './daily-board.ts'
import { deleteUser } from './delete-user.ts'
import { forgetStrangers, TOMBSTONE_DAYS } from './exclusions.ts'
import { pruneMatches } from './prune-matches.ts'
import { deleteOrphanedWeights } from './weights.ts'
import type { Retention } from '../base/config.ts'

const DAY = 24 * 3_600_000
/** For how many days it is known what was scored on each: no range of a board is longer. */
export const SCORE_DAYS = 31
/** Rows that one round deletes, so that no round takes long. */
const BATCH = 200
/** Revisions of a partner that are not thinned, newest first. */
const KEPT = 20

export type Removed = {
  logs: number
  matches: number
  guests: number
  revisions: number
  tombstones: number
  newborns: number
}

/** Removes what has been kept for long enough; returns how much. Each round takes a part at most: the rest goes in the next ones. */
export async function applyRetention(db: Database, retention: Retention, now: Date): Promise<Removed> {
  const before = (days: number): Date => new Date(now.getTime() - days * DAY)
  const { sparringLogs, shortMatches, idleGuests, unratedGuests, revisions } = retention
  const removed: Removed = { logs: 0, matches: 0, guests: 0, revisions: 0, tombstones: 0, newborns: 0 }
  if (sparringLogs > 0) removed.logs = await dropLogs(db, before(sparringLogs))
  removed.matches = await pruneMatches(db, { shortBefore: shortMatches > 0 ? before(shortMatches) : null })
  if (idleGuests > 0) removed.guests += await dropGuests(db, { seats: { none: {} } }, before(idleGuests))
  if (unratedGuests > 0)
    removed.guests += await dropGuests(db, { ratings: { none: {} }, scores: { none: {} } }, before(unratedGuests))
  if (revisions > 0) removed.revisions = await thinRevisions(db, before(revisions))
  removed.newborns = await pruneDaily(db, now)
  await db.scoreDay.deleteMany({ where: { day: { lt: daysBefore(utcDay(now.getTime()), SCORE_DAYS) } } })
  const tombstones = await db.exclusion.deleteMany({ where: { kind: 'deleted', at: { lt: before(TOMBSTONE_DAYS) } } })
  removed.tombstones = tombstones.count + (await forgetStrangers(db, LIMITS.goodbyesOfStrangers, now))
  return removed
}

async function dropLogs(db: Database, before: Date): Promise<number> {
  return db.$executeRaw`
    UPDATE "Match" SET log = ''::bytea WHERE id IN (
      SELECT id FROM "Match" WHERE mode = 'sparring' AND NOT rated AND "endedAt" < ${before} AND length(log) > 0
      ORDER BY "endedAt" LIMIT ${BATCH})`
}

async function dropGuests(db: Database, which: object, before: Date): Promise<number> {
  const guests = await db.user.findMany({
    where: { ...which, lastSeenAt: { lt: before } },
    select: { id: true },
    orderBy: { lastSeenAt: 'asc' },
    take: BATCH,
  })
  // Their cookie may come back, and then makes them anew: nothing of theirs is to be kept out.
  for (const { id } of guests) await deleteUser(db, id, null)
  return guests.length
}

/** Deletes the revisions of partners that are older than `before`, but for the last of each day, the head, checkpoints, and where the
 *  partner began. */
async function thinRevisions(db: Database, before: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const deleted = await tx.$queryRaw<{ hash: string }[]>`
      DELETE FROM "Revision" WHERE id IN (
        SELECT r.id FROM "Revision" r JOIN "Agent" a ON a.id = r."agentId"
        WHERE a.kind = 'partner' AND r."createdAt" < ${before} AND NOT r.checkpoint AND r.note NOT IN ('fork', 'seed')
          AND r.number <= a."headNumber" - ${KEPT} AND EXISTS (
            SELECT 1 FROM "Revision" later WHERE later."agentId" = r."agentId" AND later.number > r.number
              AND later."createdAt" < ${before}
              AND date_trunc('day', later."createdAt", 'UTC') = date_trunc('day', r."createdAt", 'UTC'))
        LIMIT ${BATCH})
      RETURNING hash`
    await deleteOrphanedWeights(
      tx,
      deleted.map(({ hash }) => hash),
    )
    return deleted.length
  })
}
