import { hashWeights } from '../../game/nets/hash.ts'
import { densePolicy, weightCount, type PolicySpec } from '../../game/nets/spec.ts'
import { readHouseAgents, type HouseAgent } from '../../server/store/house-agent-file.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'

export const testSpec: PolicySpec = densePolicy({ inputs: 8, hidden: [64, 64], activation: 'tanh', outputs: 3 })

/** A house agent of game/agents: tasks may have agents of the same id. Throws where there is none. */
export async function houseAgent(id: string, task = DEFAULT_TASK): Promise<HouseAgent> {
  const found = (await readHouseAgents()).find((agent) => agent.task === task && agent.id === id)
  if (!found) throw new Error(`There is no house agent "${id}" of ${task}`)
  return found
}

/** Weights that look random, the same at every run. */
export function testWeights(seed: number, spec = testSpec, size = 0.3): Float32Array<ArrayBuffer> {
  let state = seed >>> 0
  return Float32Array.from({ length: weightCount(spec) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 31 - 1) * size
  })
}

/** A house agent as a file of game/agents would give it. */
export function testHouseAgent(id: string, seed: number): HouseAgent {
  const weights = testWeights(seed)
  return {
    id,
    name: id[0]!.toUpperCase() + id.slice(1),
    description: `The ${id} of the tests.`,
    task: 'pong',
    taskVersion: 1,
    observation: 'state',
    spec: testSpec,
    reactionTicks: 6,
    madeBy: 'test/support/house-agents.ts',
    weights,
    hash: hashWeights(weights),
  }
}

export const testHouseAgents: HouseAgent[] = [
  testHouseAgent('newborn', 1),
  testHouseAgent('minute', 2),
  testHouseAgent('best', 3),
]
