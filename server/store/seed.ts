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
  const added: string[] = []
  const seeded = await db.agent.findMany({
    where: { kind: { in: ['builtin', 'house'] } },
    include: { checkpoint: true },
  })
  const found = new Map(seeded.map((agent) => [agent.id, agent]))
  for (const task of tasks) {
    for (const { strength, name, description } of task.builtIns) {
      const about = {
        kind: 'builtin' as const,
        name,
        description,
        observation: '',
        strength,
        reactionTicks: 0,
        sort: firstPlace(task.id, strength),
      }
      const id = builtinAgentId(task.id, strength)
      const hash = builtinHash(task.id, strength, BUILTIN_VERSION)
      const agent = { id, task: task.id, taskVersion: task.version, ...about }
      if (await seedAgent(db, agent, { hash, weights: null, first: firstRating(task.id, strength) }, found.get(id)))
        added.push(name)
    }
  }
  for (const { id: slug, weights, hash, madeBy: _madeBy, ...about } of houseAgents ?? (await readHouseAgents())) {
    const agent = {
      ...about,
      id: houseAgentId(about.task, slug),
      kind: 'house' as const,
      sort: firstPlace(about.task, slug),
      spec: { ...about.spec },
    }
    if (await seedAgent(db, agent, { hash, weights, first: firstRating(about.task, slug) }, found.get(agent.id)))
      added.push(about.name)
  }
  return added
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

/** Changes nothing, and asks for no transaction, where all is as it should be: that is so at nearly every start. */
async function seedAgent(
  db: Database,
  agent: SeedAgent,
  checkpoint: Checkpoint,
  found?: SeededAgent,
): Promise<boolean> {
  if (found && found.checkpoint?.hash === checkpoint.hash && agrees(found, agent)) return false
  return db.$transaction(async (tx) => {
    const before = await tx.agent.findUnique({ where: { id: agent.id }, include: { checkpoint: true } })
    await tx.agent.upsert({ where: { id: agent.id }, create: agent, update: agent })
    if (before?.checkpoint?.hash === checkpoint.hash) return false
    await addCheckpoint(tx, agent, before ? before.headNumber + 1 : 0, checkpoint)
    return true
  })
}

const agrees = (found: SeededAgent, agent: SeedAgent): boolean =>
  Object.entries(agent).every(([name, value]) => isDeepStrictEqual(found[name as keyof SeededAgent], value))

async function addCheckpoint(tx: Transaction, agent: SeedAgent, number: number, checkpoint: Checkpoint): Promise<void> {
  const { hash, weights, first } = checkpoint
  if (weights) {
    const data = { hash, bytes: weightsToBytes(weights), count: weights.length }
    await tx.weights.createMany({ data, skipDuplicates: true })
  }
  const revisionId = newId()
  const checkpointName = `${agent.name} ${number + 1}`
  await tx.revision.create({
    data: { id: revisionId, agentId: agent.id, number, hash, checkpoint: true, checkpointName, note: 'seed' },
  })
  await tx.agent.update({
    where: { id: agent.id },
    data: { headNumber: number, headHash: hash, checkpointId: revisionId },
  })
  await tx.rating.create({
    data: {
      contender: `checkpoint:${revisionId}`,
      task: agent.task,
      agentId: agent.id,
      revisionId,
      ...first,
      version: RATING_VERSION,
    },
  })
}
