-- CreateEnum
CREATE TYPE "Difficulty" AS ENUM ('easy', 'even', 'best');

-- AlterTable
ALTER TABLE "Match" ADD COLUMN     "difficulty" "Difficulty",
ADD COLUMN     "heldBack" DOUBLE PRECISION NOT NULL DEFAULT 0;
