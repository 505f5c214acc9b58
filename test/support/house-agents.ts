import { hashWeights } from '../../game/nets/hash.ts'
import { densePolicy, weightCount, type PolicySpec } from '../../game/nets/spec.ts'
import type { HouseAgent } from '../../server/store/house-agent-file.ts'

export const testSpec: PolicySpec = densePolicy({ inputs: 8, hidden: [64, 64], activation: 'tanh', outputs: 3 })

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
