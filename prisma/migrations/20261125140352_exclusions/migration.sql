-- CreateEnum
CREATE TYPE "ExclusionKind" AS ENUM ('banned', 'deleted');

-- CreateTable
CREATE TABLE "Exclusion" (
    "userId" TEXT NOT NULL,
    "kind" "ExclusionKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Exclusion_pkey" PRIMARY KEY ("userId")
);
