import { display, ratingView } from '../../game/league/rating.ts'
import type { AgentsView, AgentSummary, AgentView, RevisionView } from '../../game/protocol/http.ts'
import type { PolicyView } from '../../game/protocol/policy-view.ts'
import { parseSpec } from '../../game/nets/spec-schema.ts'
import type { Prisma, Revision } from '../../prisma/generated/client.ts'
import type { Database } from './connect.ts'
import { latestMatches } from './matches.ts'
import { partnerRecord } from './partner-record.ts'
import { playStyle } from './play-style.ts'
import { scoreView } from './score-board.ts'

const withRating = { checkpoint: { include: { ratings: true, scores: true } } } satisfies Prisma.AgentInclude
type AgentRow = Prisma.AgentGetPayload<{ include: typeof withRating }>

/** The house agents and built-ins that can be chosen, those of a task in their order. */
export async function agentsView(db: Database): Promise<AgentsView> {
  const agents = await db.agent.findMany({
    where: { kind: { in: ['house', 'builtin'] } },
    include: withRating,
    orderBy: [{ task: 'asc' }, { sort: 'asc' }, { id: 'asc' }],
  })
  return { agents: agents.map(agentSummary) }
}

/** An agent's page: its checkpoints, newest first, and its newest 20 matches that `me` may see. In which match a checkpoint was made is for its
 *  owner: others may not have been asked to watch it. Null where there is none, and where it is
 *  somebody else's private partner. */
export async function agentView(db: Database, id: string, me: string | null): Promise<AgentView | null> {
  const agent = await db.agent.findUnique({
    where: { id, deletedAt: null },
    include: {
      ...withRating,
      owner: { select: { id: true, name: true } },
      parent: { select: { id: true, name: true } },
    },
  })
  const partner = agent?.kind === 'partner'
  const isMine = me !== null && agent?.ownerId === me
  if (!agent || (partner && agent.access === 'private' && !isMine)) return null
  const [revisions, matches, ratingHistory, record, style] = await Promise.all([
    db.revision.findMany({
      where: { agentId: id, checkpoint: true },
      include: { ratings: { where: { task: agent.task } } },
      orderBy: { number: 'desc' },
      take: 50,
    }),
    latestMatches(db, { agentId: id }, me, 20),
    agent.checkpointId ? ratingHistoryOf(db, `checkpoint:${agent.checkpointId}`, agent.task) : [],
    partner ? partnerRecord(db, id) : { curve: [], bestWin: null },
    playStyle(db, { agentId: id }, agent.task),
  ])
  return {
    agent: {
      ...agentSummary(agent),
      owner: agent.owner,
      parent: agent.parent,
      access: partner ? agent.access : null,
      createdAt: agent.createdAt.toISOString(),
    },
    checkpoints: revisions.map((revision) => {
      const rating = revision.ratings[0]
      const { matchId, ...view } = revisionView(revision, agent.headNumber)
      return { ...view, matchId: isMine ? matchId : null, rating: rating ? ratingView(rating) : null }
    }),
    matches,
    ratingHistory,
    ...record,
    style,
  }
}

/** What a house agent plays with; null where there is no such agent. */
export async function policyView(db: Database, id: string): Promise<PolicyView | null> {
  const agent = await db.agent.findUnique({ where: { id, kind: 'house', deletedAt: null } })
  return agent?.headHash ? { observation: agent.observation, spec: parseSpec(agent.spec), hash: agent.headHash } : null
}

/** The last 200 ratings of a contender, oldest first, in the shown scale. */
export async function ratingHistoryOf(
  db: Database,
  contender: string,
  task: string,
): Promise<{ at: string; rating: number }[]> {
  const rows = await db.ratingHistory.findMany({ where: { contender, task }, orderBy: { at: 'desc' }, take: 200 })
  return rows.reverse().map((row) => ({ at: row.at.toISOString(), rating: display(row).rating }))
}

/** A revision as the page gets it. */
export function revisionView(revision: Revision, headNumber: number): RevisionView {
  const { number, hash, checkpoint, checkpointName, note, matchId } = revision
  const createdAt = revision.createdAt.toISOString()
  return { number, hash, checkpoint, checkpointName, note, matchId, createdAt, head: number === headNumber }
}

function agentSummary(agent: AgentRow): AgentSummary {
  const { id, kind, name, description, task, reactionTicks } = agent
  const rating = agent.checkpoint?.ratings.find((row) => row.task === task)
  const score = agent.checkpoint?.scores.find((row) => row.task === task)
  return {
    id,
    kind,
    name,
    description,
    task,
    reactionTicks,
    rating: rating ? ratingView(rating) : null,
    score: score ? scoreView(score) : null,
  }
}
