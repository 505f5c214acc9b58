-- CreateIndex
CREATE INDEX "Rating_agentId_idx" ON "Rating"("agentId");

-- CreateIndex
CREATE INDEX "Rating_revisionId_idx" ON "Rating"("revisionId");

-- CreateIndex
CREATE INDEX "Score_agentId_idx" ON "Score"("agentId");

-- CreateIndex
CREATE INDEX "Score_revisionId_idx" ON "Score"("revisionId");

-- CreateIndex
CREATE INDEX "Exclusion_at_idx" ON "Exclusion"("at");
