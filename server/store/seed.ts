import { isDeepStrictEqual } from 'node:util'
import { firstPlace, firstRating } from '../../game/league/first-ratings.ts'
import { RATING_VERSION, type Rating } from '../../game/league/rating.ts'
import { weightsToBytes } from '../../game/nets/hash.ts'
import type { Task } from '../../game/core/task.ts'
import type { Database, Transaction } from './connect.ts'
import { readHouseAgents, type HouseAgent } from './house-agent-file.ts'
import { builtinAgentId, builtinHash, houseAgentId, newId } from '../base/ids.ts'
import type { Prisma } from '../../prisma/generated/client.ts'

/** The behaviour of the built-ins; a change of theirs gets a new number, and so a new checkpoint. */
const BUILTIN_VERSION = 1

/** Writes the agents that every Sparring has: the tasks' built-ins and the house agents of `game/agents` (or those given). Each has a
 *  frozen checkpoint with a rating. Changes nothing that is there already; weights that differ from the newest checkpoint's become a
 *  new checkpoint. Returns the names of the checkpoints that it added. */
export async function seed(db: Database, tasks: readonly Task[], houseAgents?: HouseAgent[]): Promise<string[]> {
  const wanted = [
    ...tasks.flatMap(builtInSeeds),
    ...(houseAgents ?? (await readHouseAgents())).map((agent) => houseSeed(agent)),
  ]
  const seeded = await db.agent.findMany({
    where: { kind: { in: ['builtin', 'house'] } },
    include: { checkpoint: true },
  })
  const found = new Map(seeded.map((agent) => [agent.id, agent]))
  const added = await addNewcomers(
    db,
    wanted.filter(({ agent }) => !found.has(agent.id)),
  )
  for (const { agent, checkpoint } of wanted) {
    const before = found.get(agent.id)
    if (before && (await renew(db, agent, checkpoint, before))) added.push(agent.name)
  }
  return added
}

interface Seed {
  agent: SeedAgent
  checkpoint: Checkpoint
}

const builtInSeeds = (task: Task): Seed[] =>
  task.builtIns.map(({ strength, name, description }) => ({
    agent: {
      id: builtinAgentId(task.id, strength),
      task: task.id,
      taskVersion: task.version,
      kind: 'builtin',
      name,
      description,
      observation: '',
      strength,
      reactionTicks: 0,
      sort: firstPlace(task.id, strength),
    },
    checkpoint: {
      hash: builtinHash(task.id, strength, BUILTIN_VERSION),
      weights: null,
      first: firstRating(task.id, strength),
    },
  }))

function houseSeed({ id: slug, weights, hash, madeBy: _madeBy, ...about }: HouseAgent): Seed {
  const { task, spec } = about
  const agent = {
    ...about,
    id: houseAgentId(task, slug),
    kind: 'house' as const,
    sort: firstPlace(task, slug),
    spec: { ...spec },
  }
  return { agent, checkpoint: { hash, weights, first: firstRating(task, slug) } }
}

type SeedAgent = Omit<Prisma.AgentUncheckedCreateInput, 'headNumber' | 'headHash' | 'checkpointId'> & {
  id: string
  task: string
}

type SeededAgent = Prisma.AgentGetPayload<{ include: { checkpoint: true } }>

interface Checkpoint {
  hash: string
  weights: Float32Array | null
  first: Rating
}

/** Adds those that are not there yet, all at once: a new database has none of them. Returns their names. */
async function addNewcomers(db: Database, seeds: readonly Seed[]): Promise<string[]> {
  if (seeds.length === 0) return []
  return db.$transaction(async (tx) => {
    // Another start may be adding the same.
    await tx.$executeRaw`LOCK TABLE "Agent" IN SHARE ROW EXCLUSIVE MODE`
    const there = await tx.agent.findMany({
      where: { id: { in: seeds.map(({ agent }) => agent.id) } },
      select: { id: true },
    })
    const known = new Set(there.map(({ id }) => id))
    const missing = seeds.filter(({ agent }) => !known.has(agent.id))
    await tx.agent.createMany({ data: missing.map(({ agent }) => agent) })
    await addCheckpoints(
      tx,
      missing.map((one) => ({ ...one, number: 0 })),
    )
    return missing.map(({ agent }) => agent.name)
  })
}

/** Brings one that is there up to date, and asks for no transaction where it is: that is so at nearly every start. Returns whether it got a new
 *  checkpoint. */
async function renew(db: Database, agent: SeedAgent, checkpoint: Checkpoint, found: SeededAgent): Promise<boolean> {
  if (found.checkpoint?.hash === checkpoint.hash && agrees(found, agent)) return false
  return db.$transaction(async (tx) => {
    const before = await tx.agent.findUniqueOrThrow({ where: { id: agent.id }, include: { checkpoint: true } })
    await tx.agent.update({ where: { id: agent.id }, data: agent })
    if (before.checkpoint?.hash === checkpoint.hash) return false
    await addCheckpoints(tx, [{ agent, checkpoint, number: before.checkpoint ? before.headNumber + 1 : 0 }])
    return true
  })
}

const agrees = (found: SeededAgent, agent: SeedAgent): boolean =>
  Object.entries(agent).every(([name, value]) => isDeepStrictEqual(found[name as keyof SeededAgent], value))

/** Gives each agent a frozen revision of this number, with its first rating. */
async function addCheckpoints(tx: Transaction, seeds: readonly (Seed & { number: number })[]): Promise<void> {
  const made = seeds.map((one) => ({ ...one, revisionId: newId() }))
  await tx.weights.createMany({
    data: made.flatMap(({ checkpoint: { hash, weights } }) =>
      weights ? [{ hash, bytes: weightsToBytes(weights), count: weights.length }] : [],
    ),
    skipDuplicates: true,
  })
  await tx.revision.createMany({
    data: made.map(({ agent: { id, name }, checkpoint: { hash }, number, revisionId }) => ({
      id: revisionId,
      agentId: id,
      number,
      hash,
      checkpoint: true,
      checkpointName: `${name} ${number + 1}`,
      note: 'seed',
    })),
  })
  const ids = made.map(({ revisionId }) => revisionId)
  await tx.$executeRaw`
    UPDATE "Agent" a SET "headNumber" = r.number, "headHash" = r.hash, "checkpointId" = r.id
    FROM "Revision" r WHERE r.id = ANY(${ids}) AND r."agentId" = a.id`
  await tx.rating.createMany({
    data: made.map(({ agent: { id, task }, checkpoint: { first }, revisionId }) => ({
      contender: `checkpoint:${revisionId}`,
      task,
      agentId: id,
      revisionId,
      ...first,
      version: RATING_VERSION,
    })),
  })
}
