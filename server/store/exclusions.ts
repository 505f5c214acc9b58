import type { Database, DatabaseOrTransaction, Transaction } from './connect.ts'
import type { Exclusions } from '../base/jobs-protocol.ts'

export type ExclusionKind = 'banned' | 'deleted'

/** For how long a deleted person is remembered as one. Sessions last 400 days: after that no cookie of theirs is left. */
export const TOMBSTONE_DAYS = 401

/** All exclusions, in the order of the ids. */
export async function readExclusions(db: Database): Promise<Exclusions> {
  const rows = await db.exclusion.findMany({ orderBy: { userId: 'asc' } })
  const of = (wanted: ExclusionKind): string[] => rows.filter(({ kind }) => kind === wanted).map(({ userId }) => userId)
  return { banned: of('banned'), deleted: of('deleted') }
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

/** What a process that makes no query for it knows of exclusions; as old as its last `set`. */
export class ExclusionList {
  private kinds = new Map<string, ExclusionKind>()

  /** Takes over what the database holds; returns who is new in it. */
  set({ banned, deleted }: Exclusions): string[] {
    const before = this.kinds
    this.kinds = new Map([
      ...banned.map((id) => [id, 'banned'] as const),
      ...deleted.map((id) => [id, 'deleted'] as const),
    ])
    return [...this.kinds.keys()].filter((id) => before.get(id) !== this.kinds.get(id))
  }

  of(userId: string): ExclusionKind | null {
    return this.kinds.get(userId) ?? null
  }
}
