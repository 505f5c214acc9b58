import { INITIAL } from '../../game/league/rating.ts'
import { weightsToBytes } from '../../game/nets/hash.ts'
import type { Agent } from '../../prisma/generated/client.ts'
import type { ModelRegistry } from '../models/registry.ts'
import type { Database } from '../store/connect.ts'
import { defaultAgentId } from '../base/ids.ts'
import { SeatRefusal } from '../base/seat-refusal.ts'
import { parseSpec } from '../../game/nets/spec-schema.ts'
import { weightCount } from '../../game/nets/spec.ts'
import { AS_IT_WAS } from '../base/as-it-was.ts'
import { findOrMakePartner } from '../store/partners.ts'
import type { JobsRequest, SeatedAgent, SeatedPolicy } from '../base/jobs-protocol.ts'

export interface SeatDeps {
  db: Database
  registry: ModelRegistry
}

/** The user's partner in a task that was forked from the house agent `parentId` (null: the default one), at its newest revision; made if there
 *  is none. Where `parentId` names somebody's partner, that one, and a stranger's as it is, frozen. Throws a sentence for people where there
 *  can be none, as of a newborn of a day, which is raised once, a SeatRefusal where they have too many, or its owner lets nobody play it. */
export async function seatPartner(
  deps: SeatDeps,
  { task, userId: id, name, parentId }: JobsRequest & { ask: 'seat-partner' },
): Promise<SeatedAgent> {
  const agents = await deps.db.agent.findMany({
    where: parentId === null ? { kind: 'house', task } : { id: parentId, task, day: null },
  })
  const [named] = agents.filter(({ kind }) => kind === 'partner')
  if (named && (named.ownerId !== id || named.deletedAt)) return seatStrangers(deps, named)
  const parent = usualOf(task, agents)
  const partner = named ?? (parent && (await findOrMakePartner(deps.db, { id, name }, parent.id)))
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

/** Somebody else's partner, which learns nothing from this. */
async function seatStrangers({ registry }: SeatDeps, agent: Agent): Promise<SeatedAgent> {
  if (agent.access !== 'open' || agent.deletedAt)
    throw new SeatRefusal('not-open', 'Nobody but its owner can play against this partner right now.')
  const policy = await policyOf(registry, agent, agent.headHash, agent.headNumber)
  return seated({ ...agent, frozen: true }, policy, null)
}

/** The user's own partner in a task as it was at one of its revisions, frozen. Throws a SeatRefusal where it is not theirs, was deleted, or
 *  these weights are not kept any more or of another network than it has now. */
export async function seatEarlier(
  { db, registry }: SeatDeps,
  { task, userId, agentId, revision: number }: JobsRequest & { ask: 'seat-earlier' },
): Promise<SeatedAgent> {
  await registry.flush(agentId)
  const agent = await db.agent.findUnique({
    where: { id: agentId, task, kind: 'partner', ownerId: userId, deletedAt: null, day: null },
    include: { revisions: { where: { number }, select: { hash: true } } },
  })
  const hash = agent?.revisions[0]?.hash
  const weights = hash === undefined ? null : await registry.weights(hash)
  if (!agent || hash === undefined || weights?.length !== weightCount(parseSpec(agent.spec)))
    throw new SeatRefusal('no-earlier-self', 'Your partner as it was then is not kept any more. Play it as it is now.')
  const policy = await policyOf(registry, agent, hash, number)
  return seated({ ...agent, name: `${agent.name}${AS_IT_WAS}`, frozen: true }, policy, null)
}

/** A house agent or a built-in of a task at its newest checkpoint; null: the one whose rating is nearest to the user's, for a new player the
 *  default one. Throws a sentence for people where there is none. */
export async function seatAgent(
  deps: SeatDeps,
  { task, agentId, userId, except }: JobsRequest & { ask: 'seat-agent' },
): Promise<SeatedAgent> {
  const id = agentId ?? (await nearestAgent(deps.db, task, userId, except))
  const agent =
    id === null ? null : await deps.db.agent.findUnique({ where: { id, task }, include: { checkpoint: true } })
  if (!agent?.checkpoint || agent.kind === 'partner') throw new Error('There is no such opponent. Choose another one.')
  const { hash, number } = agent.checkpoint
  const policy = agent.kind === 'builtin' ? null : await policyOf(deps.registry, agent, hash, number)
  return seated(agent, policy, `checkpoint:${agent.checkpoint.id}`)
}

/** The agent of a task that new players meet: the default one; where there is none, the first house agent of the list, then the first
 *  built-in. */
function usualOf<A extends Pick<Agent, 'id' | 'kind' | 'sort'>>(task: string, agents: readonly A[]): A | null {
  const list = [...agents].sort((a, b) => a.sort - b.sort || (a.id < b.id ? -1 : 1))
  const house = list.filter(({ kind }) => kind === 'house')
  return house.find(({ id }) => id === defaultAgentId(task)) ?? house[0] ?? list[0] ?? null
}

/** Of equally near agents the default one, then the first of the list; one of `except` only where there is no other. */
async function nearestAgent(
  db: Database,
  task: string,
  userId: string | null,
  except: readonly string[],
): Promise<string | null> {
  const [own, ratings] = await Promise.all([
    userId === null ? null : db.rating.findUnique({ where: { contender_task: { contender: `user:${userId}`, task } } }),
    db.rating.findMany({
      where: { task, revision: { checkpointOf: { kind: { in: ['house', 'builtin'] } } } },
      include: { agent: { select: { id: true, kind: true, sort: true } } },
    }),
  ])
  const known = ratings.flatMap(({ mu, agent }) =>
    agent ? [{ ...agent, distance: Math.abs(mu - (own ?? INITIAL).mu) }] : [],
  )
  const usual = usualOf(task, known)?.id ?? null
  const rank = ({ id, sort }: { id: string; sort: number }): number => (id === usual ? -1 : sort)
  const all = known.sort((a, b) => a.distance - b.distance || rank(a) - rank(b))
  const others = all.filter(({ id }) => !except.includes(id))
  const agents = others.length > 0 ? others : all
  if (own === null && agents.some(({ id }) => id === usual)) return usual
  return agents[0]?.id ?? null
}

/** What an agent plays with these weights. Throws where they are missing. */
export async function policyOf(
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

/** An agent as it takes a seat. contender: as what it is rated, null where it is not. */
export function seated(agent: Agent, policy: SeatedPolicy | null, contender: string | null): SeatedAgent {
  const { id, ownerId, kind, name, strength, reactionTicks, frozen } = agent
  const checkpoint = contender === null ? null : { contender }
  return { agentId: id, ownerId, kind, name, strength, reactionTicks, frozen, policy, checkpoint }
}
