import { RANKED_OPPONENTS } from '../../game/league/ranks.ts'
import type { Transaction } from './connect.ts'

/** Counts anew how many different opponents these users had in rated matches of a task; who has had enough for a rank is left out. */
export async function countOpponents(tx: Transaction, userIds: string[], task: string): Promise<void> {
  if (userIds.length === 0) return
  await tx.$executeRaw`
    UPDATE "Rating" r SET opponents = (
      SELECT count(DISTINCT coalesce(o."userId", o."agentId", o.name))
      FROM "MatchSeat" s
      JOIN "Match" m ON m.id = s."matchId" AND m.rated AND m.task = r.task
      JOIN "MatchSeat" o ON o."matchId" = s."matchId" AND o.seat <> s.seat
      WHERE s."userId" = r."userId")
    WHERE r."userId" = ANY(${userIds}) AND r.task = ${task} AND r.opponents < ${RANKED_OPPONENTS}`
}
