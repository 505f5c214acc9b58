import type { Database, DatabaseOrTransaction, Transaction } from './connect.ts'
import type { Exclusions } from '../base/jobs-protocol.ts'

export type ExclusionKind = 'banned' | 'deleted'

/** For how long a deleted person is remembered as one. Sessions last 400 days: after that no cookie of theirs is left. */
export const TOMBSTONE_DAYS = 401

const DAY = 24 * 3_600_000
/** A person of whom nothing is kept is remembered for a day: as if they had been deleted this long ago. */
export const STRANGER_HEAD_START = (TOMBSTONE_DAYS - 1) * DAY
/** A deletion that takes long bears the time of its beginning. */
const OVERLAP = 5 * 60_000

/** Exclusions in the order of the ids: all, or the bans and who was deleted since a moment. */
export async function readExclusions(db: Database, since: Date | null = null): Promise<Exclusions> {
  const strangers = since && new Date(since.getTime() - STRANGER_HEAD_START)
  const recent = since &&
    strangers && [{ at: { gte: since } }, { at: { gte: strangers, lt: new Date(strangers.getTime() + DAY) } }]
  const rows = await db.exclusion.findMany({
    ...(recent && { where: { OR: [{ kind: 'banned' }, ...recent] } }),
    orderBy: { userId: 'asc' },
  })
  const of = (wanted: ExclusionKind): string[] => rows.filter(({ kind }) => kind === wanted).map(({ userId }) => userId)
  return { banned: of('banned'), deleted: of('deleted') }
}

/** Reads them again and again: all at first, then what is new. now: a clock in ms since 1970. */
export function exclusionReader(db: Database, now: () => number): () => Promise<Exclusions> {
  let readAt: number | null = null
  return async () => {
    const at = now()
    const exclusions = await readExclusions(db, readAt === null ? null : new Date(readAt - OVERLAP))
    readAt = at
    return exclusions
  }
}

/** Forgets those who were deleted without anything that was kept of them, beyond the newest `most`. Returns how many. */
export async function forgetStrangers(db: Database, most: number, now: Date): Promise<number> {
  // Who was deleted with a row this long ago is forgotten within a day anyway.
  const before = new Date(now.getTime() - STRANGER_HEAD_START)
  return db.$executeRaw`DELETE FROM "Exclusion" WHERE "userId" IN (
    SELECT "userId" FROM "Exclusion" WHERE kind = 'deleted' AND at <= ${before} ORDER BY at DESC, "userId" OFFSET ${most})`
}

/** Which of these users were deleted. */
export async function deletedAmong(db: DatabaseOrTransaction, ids: string[]): Promise<Set<string>> {
  const rows = await db.exclusion.findMany({
    where: { userId: { in: ids }, kind: 'deleted' },
    select: { userId: true },
  })
  return new Set(rows.map(({ userId }) => userId))
}

/** Holds the decision whether these people exist until the transaction ends. First in a transaction, and all at once: in the order of the
 *  ids, so that two transactions never wait for each other. A person without a row has nothing else to be locked by. */
export async function lockPeople(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort())
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))`
}

/** Keeps a person out, also one of whom nothing is kept. */
export async function banUser(db: Database, userId: string, at: Date): Promise<void> {
  await db.exclusion.upsert({ where: { userId }, create: { userId, kind: 'banned', at }, update: {} })
}

/** Lets a banned user in again. False where the user is not banned. */
export async function unbanUser(db: Database, userId: string): Promise<boolean> {
  const { count } = await db.exclusion.deleteMany({ where: { userId, kind: 'banned' } })
  return count > 0
}

/** What a process that makes no query for it knows of exclusions; as old as its last `learn`. */
export class ExclusionList {
  private banned: ReadonlySet<string> = new Set()
  private readonly deleted = new Set<string>()

  /** Takes over all bans, and who was deleted besides those it knows of; returns who is new in it. */
  learn({ banned, deleted }: Exclusions): string[] {
    const fresh = [...banned.filter((id) => !this.banned.has(id)), ...deleted.filter((id) => !this.deleted.has(id))]
    this.banned = new Set(banned)
    for (const id of deleted) this.deleted.add(id)
    return fresh
  }

  of(userId: string): ExclusionKind | null {
    return this.deleted.has(userId) ? 'deleted' : this.banned.has(userId) ? 'banned' : null
  }
}
