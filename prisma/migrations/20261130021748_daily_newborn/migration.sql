-- CreateEnum
CREATE TYPE "DailyOutcome" AS ENUM ('waiting', 'measured', 'left', 'idle', 'failed');

-- AlterTable
ALTER TABLE "Agent" ADD COLUMN     "day" TEXT;

-- CreateTable
CREATE TABLE "DailyAttempt" (
    "matchId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "agentId" TEXT,
    "outcome" "DailyOutcome" NOT NULL,
    "hash" TEXT,
    "score" DOUBLE PRECISION,
    "margin" DOUBLE PRECISION,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DailyAttempt_pkey" PRIMARY KEY ("matchId")
);

-- CreateIndex
CREATE INDEX "DailyAttempt_day_task_score_idx" ON "DailyAttempt"("day", "task", "score");

-- CreateIndex
CREATE INDEX "DailyAttempt_userId_idx" ON "DailyAttempt"("userId");

-- CreateIndex
CREATE INDEX "DailyAttempt_agentId_idx" ON "DailyAttempt"("agentId");

-- CreateIndex
CREATE INDEX "DailyAttempt_outcome_idx" ON "DailyAttempt"("outcome");

-- CreateIndex
CREATE INDEX "Agent_day_idx" ON "Agent"("day");

-- AddForeignKey
ALTER TABLE "DailyAttempt" ADD CONSTRAINT "DailyAttempt_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DailyAttempt" ADD CONSTRAINT "DailyAttempt_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;
