-- AlterTable
ALTER TABLE "Rating" ADD COLUMN     "opponents" INTEGER NOT NULL DEFAULT 0;

-- The opponents of the rated games so far, as server/jobs/record-match.ts counts them from now on.
UPDATE "Rating" r SET opponents = (
  SELECT count(DISTINCT coalesce(o."userId", o."agentId", o.name))
  FROM "MatchSeat" s
  JOIN "Match" m ON m.id = s."matchId" AND m.rated AND m.task = r.task
  JOIN "MatchSeat" o ON o."matchId" = s."matchId" AND o.seat <> s.seat
  WHERE s."userId" = r."userId"
) WHERE r."userId" IS NOT NULL;
