-- CreateEnum
CREATE TYPE "PartnerAccess" AS ENUM ('private', 'shown', 'open');

-- AlterTable
ALTER TABLE "Agent" ADD COLUMN     "access" "PartnerAccess" NOT NULL DEFAULT 'shown',
ADD COLUMN     "skeleton" TEXT;

-- AlterTable
ALTER TABLE "Rating" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "RatingHistory" ADD COLUMN     "outcome" INTEGER;

-- CreateTable
CREATE TABLE "RecoveryLink" (
    "userId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RecoveryLink_pkey" PRIMARY KEY ("userId")
);

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryLink_hash_key" ON "RecoveryLink"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "Agent_skeleton_key" ON "Agent"("skeleton");

-- CreateIndex
CREATE INDEX "Rating_task_updatedAt_idx" ON "Rating"("task", "updatedAt");

-- AddForeignKey
ALTER TABLE "RecoveryLink" ADD CONSTRAINT "RecoveryLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- The order of the board (server/store/board-order.ts), of expressions: Prisma knows no such index, and leaves it alone.
CREATE INDEX "Rating_board_idx" ON "Rating" (
  "task",
  (CASE WHEN CASE WHEN "userId" IS NULL THEN sigma < 3.6666666666666665 ELSE games >= 10 AND opponents >= 5 AND wins > 0 END THEN 0 WHEN wins > 0 THEN 1 ELSE 2 END),
  (CASE WHEN CASE WHEN "userId" IS NULL THEN sigma < 3.6666666666666665 ELSE games >= 10 AND opponents >= 5 AND wins > 0 END THEN mu ELSE mu - 2 * sigma END) DESC,
  "contender"
);

-- Who won what stands in the history already: from the seats of the matches that are kept.
UPDATE "RatingHistory" h SET outcome = CASE
  WHEN EXISTS (SELECT 1 FROM "MatchSeat" o WHERE o."matchId" = s."matchId" AND o.seat <> s.seat AND o.place < s.place) THEN -1
  WHEN EXISTS (SELECT 1 FROM "MatchSeat" o WHERE o."matchId" = s."matchId" AND o.seat <> s.seat AND o.place = s.place) THEN 0
  ELSE 1 END
FROM "MatchSeat" s
WHERE s."matchId" = h."matchId" AND (
  h.contender = 'user:' || s."userId"
  OR h.contender IN (SELECT 'checkpoint:' || r.id FROM "Revision" r WHERE r."agentId" = s."agentId" AND r.checkpoint));
