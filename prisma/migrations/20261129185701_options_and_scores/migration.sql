-- AlterTable
ALTER TABLE "User" ADD COLUMN     "skeletonVersion" INTEGER NOT NULL DEFAULT 0;

-- A match has the options of its task. Until now there was one task, with one that people chose.
ALTER TABLE "Match" ADD COLUMN     "options" JSONB,
ADD COLUMN     "scored" BOOLEAN NOT NULL DEFAULT false;
UPDATE "Match" SET "options" = jsonb_build_object('target', "target");
ALTER TABLE "Match" ALTER COLUMN "options" SET NOT NULL,
DROP COLUMN "target";

-- AlterTable
ALTER TABLE "MatchSeat" ALTER COLUMN "score" SET DATA TYPE DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "Score" (
    "contender" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "userId" TEXT,
    "agentId" TEXT,
    "revisionId" TEXT,
    "best" DOUBLE PRECISION NOT NULL,
    "sum" DOUBLE PRECISION NOT NULL,
    "games" INTEGER NOT NULL,
    "matchId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Score_pkey" PRIMARY KEY ("contender","task")
);

-- CreateIndex
CREATE INDEX "Score_task_best_idx" ON "Score"("task", "best");

-- CreateIndex
CREATE INDEX "Score_userId_idx" ON "Score"("userId");

-- AddForeignKey
ALTER TABLE "Score" ADD CONSTRAINT "Score_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Score" ADD CONSTRAINT "Score_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Score" ADD CONSTRAINT "Score_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;
