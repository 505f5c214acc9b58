-- AlterTable
ALTER TABLE "MatchSeat" ADD COLUMN     "earlier" BOOLEAN NOT NULL DEFAULT false;

-- Until now such a seat was known by the end of its name, which nobody's name has.
UPDATE "MatchSeat" SET "earlier" = true WHERE "agentId" IS NOT NULL AND "name" LIKE '%, as it was';
