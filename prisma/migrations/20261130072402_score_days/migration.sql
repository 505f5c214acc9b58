-- CreateTable
CREATE TABLE "ScoreDay" (
    "contender" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "best" DOUBLE PRECISION NOT NULL,
    "sum" DOUBLE PRECISION NOT NULL,
    "games" INTEGER NOT NULL,
    "matchId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScoreDay_pkey" PRIMARY KEY ("contender","task","day")
);

-- CreateIndex
CREATE INDEX "ScoreDay_task_day_idx" ON "ScoreDay"("task", "day");

-- AddForeignKey
ALTER TABLE "ScoreDay" ADD CONSTRAINT "ScoreDay_contender_task_fkey" FOREIGN KEY ("contender", "task") REFERENCES "Score"("contender", "task") ON DELETE CASCADE ON UPDATE CASCADE;
