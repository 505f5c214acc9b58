import { INITIAL } from '../../game/league/rating.ts'
import { weightsToBytes } from '../../game/nets/hash.ts'
import type { Agent } from '../../prisma/generated/client.ts'
import type { ModelRegistry } from '../models/registry.ts'
import type { Database } from '../store/connect.ts'
import { DEFAULT_AGENT, DEFAULT_TASK } from '../base/ids.ts'
import { parseSpec } from '../../game/nets/spec-schema.ts'
import { findOrMakePartner } from '../store/partners.ts'
import type { UserRow } from '../store/users.ts'
import type { SeatedAgent, SeatedPolicy } from '../base/jobs-protocol.ts'

export interface SeatDeps {
  db: Database
  registry: ModelRegistry
}

/** The user's partner that was forked from the house agent `parentId` (null: the default one), at its newest revision; made if there is
 *  none. Throws a sentence for people where there can be none, a SeatRefusal where they have too many. */
export async function seatPartner(deps: SeatDeps, person: UserRow, parentId: string | null): Promise<SeatedAgent> {
  const partner = await findOrMakePartner(deps.db, person, parentId ?? DEFAULT_AGENT)
  if (!partner) throw new Error('There is no such agent to make a partner of. Choose another one.')
  await deps.registry.flush(partner.id)
  const agent = await deps.db.agent.findUniqueOrThrow({ where: { id: partner.id } })
  const policy = await policyOf(deps.registry, agent, agent.headHash, agent.headNumber)
  deps.registry.remember({
    ...agent,
    spec: policy.spec,
    deleted: agent.deletedAt !== null,
  })
  return seated(agent, policy, null)
}

/** A house agent or a built-in at its newest checkpoint; null: the one whose rating is nearest to the user's, for a new player the default
 *  one. Throws a sentence for people where there is none. */
export async function seatAgent(deps: SeatDeps, agentId: string | null, userId: string | null): Promise<SeatedAgent> {
  const id = agentId ?? (await nearestAgent(deps.db, userId))
  const agent = id === null ? null : await deps.db.agent.findUnique({ where: { id }, include: { checkpoint: true } })
  if (!agent?.checkpoint || agent.kind === 'partner') throw new Error('There is no such opponent. Choose another one.')
  const { hash, number } = agent.checkpoint
  const policy = agent.kind === 'builtin' ? null : await policyOf(deps.registry, agent, hash, number)
  return seated(agent, policy, `checkpoint:${agent.checkpoint.id}`)
}

/** Of equally near agents the default one, then the first of the list. */
async function nearestAgent(db: Database, userId: string | null): Promise<string | null> {
  const [own, ratings] = await Promise.all([
    userId === null
      ? null
      : db.rating.findUnique({ where: { contender_task: { contender: `user:${userId}`, task: DEFAULT_TASK } } }),
    db.rating.findMany({
      where: { task: DEFAULT_TASK, revision: { checkpointOf: { kind: { in: ['house', 'builtin'] } } } },
      include: { agent: { select: { id: true, sort: true } } },
    }),
  ])
  const agents = ratings
    .flatMap(({ mu, agent }) => (agent ? [{ ...agent, distance: Math.abs(mu - (own ?? INITIAL).mu) }] : []))
    .sort((a, b) => a.distance - b.distance || rank(a) - rank(b))
  if (own === null && agents.some(({ id }) => id === DEFAULT_AGENT)) return DEFAULT_AGENT
  return agents[0]?.id ?? null
}

const rank = ({ id, sort }: { id: string; sort: number }): number => (id === DEFAULT_AGENT ? -1 : sort)

async function policyOf(
  registry: ModelRegistry,
  agent: Agent,
  hash: string | null,
  revision: number,
): Promise<SeatedPolicy> {
  const weights = hash === null ? null : await registry.weights(hash)
  if (hash === null || !weights) throw new Error(`The weights of ${agent.name} are missing. Choose another opponent.`)
  return {
    spec: parseSpec(agent.spec),
    observation: agent.observation,
    revision,
    hash,
    weights: weightsToBytes(weights),
  }
}

function seated(agent: Agent, policy: SeatedPolicy | null, contender: string | null): SeatedAgent {
  const { id, kind, name, strength, reactionTicks, frozen } = agent
  const checkpoint = contender === null ? null : { contender }
  return { agentId: id, kind, name, strength, reactionTicks, frozen, policy, checkpoint }
}
