import { INITIAL } from '../game/league/rating.ts'
import { weightsToBytes } from '../game/nets/hash.ts'
import { tasks } from '../game/tasks/index.ts'
import type { Database, Transaction } from '../server/store/connect.ts'
import { readHouseAgents, type HouseAgent } from '../server/store/house-agent-file.ts'
import { builtinAgentId, builtinHash, houseAgentId, newId } from '../server/store/ids.ts'
import type { Prisma } from './generated/client.ts'

/** The behaviour of the built-ins; a change of theirs gets a new number, and so a new checkpoint. */
const BUILTIN_VERSION = 1

/** Where agents stand in the list to choose from, weakest first; others come last, by name. */
const ORDER = ['newborn', 'easy', 'minute', 'middle', 'best', 'hard']

/** Writes the agents that every Sparring has: the tasks' built-ins and the house agents of `game/agents` (or those given). Each has a
 *  frozen checkpoint with a rating. Changes nothing that is there already; weights that differ from the newest checkpoint's become a
 *  new checkpoint. Returns the names of the checkpoints that it added. */
export async function seed(db: Database, houseAgents?: HouseAgent[]): Promise<string[]> {
  const added: string[] = []
  for (const task of tasks) {
    for (const { strength, name, description } of task.builtIns) {
      const about = {
        kind: 'builtin' as const,
        name,
        description,
        observation: '',
        strength,
        reactionTicks: 0,
        sort: sortOf(strength),
      }
      const id = builtinAgentId(task.id, strength)
      const hash = builtinHash(task.id, strength, BUILTIN_VERSION)
      if (await seedAgent(db, { id, task: task.id, taskVersion: task.version, ...about }, hash, null)) added.push(name)
    }
  }
  for (const { id: slug, weights, hash, madeBy: _madeBy, ...about } of houseAgents ?? (await readHouseAgents())) {
    const agent = {
      ...about,
      id: houseAgentId(about.task, slug),
      kind: 'house' as const,
      sort: sortOf(slug),
      spec: { ...about.spec },
    }
    if (await seedAgent(db, agent, hash, weights)) added.push(about.name)
  }
  return added
}

type SeedAgent = Omit<Prisma.AgentUncheckedCreateInput, 'headNumber' | 'headHash' | 'checkpointId'> & {
  id: string
  task: string
}

async function seedAgent(db: Database, agent: SeedAgent, hash: string, weights: Float32Array | null): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const before = await tx.agent.findUnique({ where: { id: agent.id }, include: { checkpoint: true } })
    await tx.agent.upsert({ where: { id: agent.id }, create: agent, update: agent })
    if (before?.checkpoint?.hash === hash) return false
    if (weights) {
      const bytes = weightsToBytes(weights)
      await tx.weights.createMany({ data: { hash, bytes, count: weights.length }, skipDuplicates: true })
    }
    await addCheckpoint(tx, agent, hash, before ? before.headNumber + 1 : 0)
    return true
  })
}

async function addCheckpoint(tx: Transaction, agent: SeedAgent, hash: string, number: number): Promise<void> {
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
    data: { contender: `checkpoint:${revisionId}`, task: agent.task, agentId: agent.id, revisionId, ...INITIAL },
  })
}

function sortOf(name: string): number {
  const place = ORDER.indexOf(name)
  return place < 0 ? ORDER.length : place
}
