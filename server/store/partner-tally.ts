import { Prisma } from '../../prisma/generated/client.ts'
import type { Database } from './connect.ts'

export interface Tally {
  matches: number
  /** A win is shared with nobody. */
  wins: number
}

/** How many matches each of these partners played as it is, and won: the public ones, or those with `userId`. */
export async function talliesOf(
  db: Database,
  agentIds: string[],
  { userId }: { userId: string | null },
): Promise<Map<string, Tally>> {
  const which =
    userId === null
      ? Prisma.sql`m.public`
      : Prisma.sql`EXISTS (SELECT 1 FROM "MatchSeat" u WHERE u."matchId" = m.id AND u."userId" = ${userId})`
  const rows = await db.$queryRaw<({ agentId: string } & Tally)[]>`
    SELECT s."agentId", count(*)::int AS matches, (count(*) FILTER (WHERE s.place = 1 AND NOT EXISTS (
      SELECT 1 FROM "MatchSeat" o WHERE o."matchId" = s."matchId" AND o.seat <> s.seat AND o.place = 1)))::int AS wins
    FROM "MatchSeat" s JOIN "Match" m ON m.id = s."matchId"
    WHERE s."agentId" = ANY(${agentIds}) AND NOT s.earlier AND m.status = 'checked' AND ${which}
    GROUP BY s."agentId"`
  return new Map(rows.map(({ agentId, matches, wins }) => [agentId, { matches, wins }]))
}
