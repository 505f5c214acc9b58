-- AlterTable
ALTER TABLE "User" ADD COLUMN     "skeleton" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "User_skeleton_key" ON "User"("skeleton");
