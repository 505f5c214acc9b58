import { Prisma } from '../../prisma/generated/client.ts'
import { LIMITS } from '../base/limits.ts'
import type { Database } from './connect.ts'
import { DELETED_PLAYER } from './delete-user.ts'

/** Rows that one statement deletes, and most statements of a round: it takes seconds at most, and keeps up with whoever makes rows. */
const BATCH = 1_000
const MOST_BATCHES = 30

export interface Pruning {
  /** Matches that were left or broken off within LIMITS.shortMatchSeconds, and ended before this moment, go; null: they stay. */
  shortBefore: Date | null
  /** The newest unrated matches of a person that stay. */
  most?: number
  /** Rows that one statement deletes. */
  batch?: number
}

/** Deletes unrated matches that nobody needs: those that were hardly played, those of whose people nobody is left, and those older than the
 *  newest `most` of everybody who played them. The match of somebody's best score stays. Returns how many it deleted. */
export async function pruneMatches(
  db: Database,
  { shortBefore, most = LIMITS.unratedPerGuest, batch = BATCH }: Pruning,
): Promise<number> {
  const which = [...(shortBefore ? [shortMatches(shortBefore)] : []), nobodysMatches, oldMatches(most)]
  let deleted = 0
  for (const found of which) {
    // Once a round: the old ones are found by ranking every unrated seat there is.
    const rows = await db.$queryRaw<{ id: string }[]>`${found} LIMIT ${batch * MOST_BATCHES}`
    const ids = rows.map(({ id }) => id)
    for (let i = 0; i < ids.length; i += batch) deleted += await deleteMatches(db, ids.slice(i, i + batch))
  }
  return deleted
}

/** Whether a match "Match" m is that of no best score, of all or of one of the last days. */
const isNobodysBest = Prisma.sql`NOT EXISTS (SELECT 1 FROM "Score" best WHERE best."matchId" = m.id)
  AND NOT EXISTS (SELECT 1 FROM "ScoreDay" best WHERE best."matchId" = m.id)`

/** Deletes those of these matches that no score has become the best of meanwhile. */
function deleteMatches(db: Database, ids: string[]): Promise<number> {
  return db.$transaction(async (tx) => {
    const gone = await tx.$queryRaw<{ id: string }[]>`
      DELETE FROM "Match" m WHERE id = ANY(${ids}) AND ${isNobodysBest}
      RETURNING id`
    // What was learned in it stays, and is of no match that can be looked at.
    const matchIds = gone.map(({ id }) => id)
    if (gone.length > 0) await tx.$executeRaw`UPDATE "Revision" SET "matchId" = NULL WHERE "matchId" = ANY(${matchIds})`
    return gone.length
  })
}

const shortMatches = (before: Date): Prisma.Sql => Prisma.sql`
  SELECT id FROM "Match"
  WHERE NOT rated AND NOT scored AND reason IN ('left', 'void') AND "endedAt" < ${before}
    AND "endedAt" - "startedAt" < make_interval(secs => ${LIMITS.shortMatchSeconds})`

const nobodysMatches = Prisma.sql`
  SELECT m.id FROM "Match" m
  WHERE NOT m.rated AND NOT m.scored
    AND EXISTS (SELECT 1 FROM "MatchSeat" s WHERE s."matchId" = m.id AND s."agentId" IS NULL AND s.name = ${DELETED_PLAYER})
    AND NOT EXISTS (SELECT 1 FROM "MatchSeat" s WHERE s."matchId" = m.id AND s."userId" IS NOT NULL)`

const oldMatches = (most: number): Prisma.Sql => Prisma.sql`
  SELECT id FROM (
    SELECT m.id, row_number() OVER (PARTITION BY s."userId" ORDER BY m."endedAt" DESC, m.id) AS place
    FROM "MatchSeat" s JOIN "Match" m ON m.id = s."matchId"
    WHERE s."userId" IS NOT NULL AND NOT m.rated AND ${isNobodysBest}
  ) AS played
  GROUP BY id HAVING min(place) > ${most}`
