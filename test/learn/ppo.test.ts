import { beforeAll, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import type { Settings } from '../../game/learn/learner/configuration.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import type { Learner } from '../../game/learn/learner/learner.ts'
import { Forward } from '../../game/nets/forward.ts'
import { initialise, normal } from '../../game/nets/initialise.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { echoEnv } from '../support/echo-env.ts'
import { echoTask } from '../support/echo-task.ts'

const spec: PolicySpec = densePolicy({ inputs: 2, hidden: [6], activation: 'tanh', outputs: 2 })
const SLOTS = 8
const STEPS = 16

const ppoWith = (settings: Settings, seed = 1, weights?: Float32Array): Learner =>
  createLearner({ id: 'ppo', settings }, { spec, space: echoTask.action, seed, ...(weights ? { weights } : {}) })

beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

test('the ratio is 1 in the first minibatch, and moves away from it later', async () => {
  const ppo = ppoWith({ steps: STEPS, minibatchSize: SLOTS * STEPS, epochs: 1, targetKl: null })
  const first = await ppo.learn(echoEnv(SLOTS, 2))
  expect(first['ratioError']).toBeLessThan(1e-5)
  expect(first['kl']).toBeCloseTo(0, 5)
  expect(first['clipFraction']).toBe(0)
  ppo.dispose()
  const more = ppoWith({ steps: STEPS, minibatchSize: SLOTS * STEPS, epochs: 4, targetKl: null })
  expect((await more.learn(echoEnv(SLOTS, 2)))['ratioError']).toBeGreaterThan(1e-4)
  more.dispose()
})

test('an update ends early where the policy has moved far', async () => {
  const config = { steps: STEPS, minibatchSize: 32, epochs: 8, learningRate: 0.05, targetKl: 0.01 }
  const ppo = ppoWith(config)
  const report = await ppo.learn(echoEnv(SLOTS, 2))
  expect(report['stoppedEarly']).toBe(1)
  expect(report['minibatches']).toBeLessThan(32)
  ppo.dispose()
})

test('a minibatch that does not divide the segment is refused', async () => {
  const ppo = ppoWith({ steps: STEPS, minibatchSize: 100 })
  await expect(ppo.learn(echoEnv(SLOTS, 2))).rejects.toThrow(RangeError)
  ppo.dispose()
})

test('the gradient of its loss agrees with finite differences of the loss worked out by hand', async () => {
  const chance = new SeededChance(3)
  const weights = initialise(spec, chance).map((weight) => weight + 0.3 * normal(chance))
  const config = { steps: STEPS, minibatchSize: SLOTS * STEPS, epochs: 1, gamma: 0.9, lambda: 0.8, entropyBonus: 0.05 }
  const seen = new Watched(weights, config)
  const report = await seen.ppo.learn(seen.env)
  const loss = seen.lossOf.bind(seen)
  expect(loss(weights)).toBeCloseTo(report['policyLoss']! + 0.5 * report['valueLoss']! - 0.05 * report['entropy']!, 4)
  // The norm of the gradient that it reports is the length of the vector of differences.
  let square = 0
  for (let i = 0; i < weights.length; i++) {
    const at = (step: number): number => loss(weights.map((weight, j) => (j === i ? weight + step : weight)))
    square += ((at(5e-3) - at(-5e-3)) / 1e-2) ** 2
  }
  expect(report['gradientNorm']).toBeCloseTo(Math.sqrt(square), 2)
  seen.ppo.dispose()
})

/** An echo environment that keeps what it showed and what was done, and works the loss of that segment out in plain JavaScript. */
class Watched {
  readonly ppo: Learner
  readonly env
  private readonly observations: number[] = []
  private readonly actions: number[] = []
  private readonly rewards: number[] = []
  private readonly ended: number[] = []

  constructor(
    private readonly weights: Float32Array,
    private readonly config: {
      gamma: number
      lambda: number
      entropyBonus: number
      steps: number
      minibatchSize: number
    },
  ) {
    this.ppo = ppoWith(config, 4, weights)
    const inner = echoEnv(SLOTS, 5)
    this.env = {
      ...inner,
      step: (actions: ArrayLike<number>): void => {
        this.observations.push(...inner.observations)
        this.actions.push(...Array.from(actions))
        inner.step(actions)
        this.rewards.push(...inner.rewards)
        this.ended.push(...inner.terminated)
      },
    }
  }

  lossOf(weights: Float32Array): number {
    const rows = this.actions.length
    const [logits, old] = [this.run(weights, 'outputs'), this.run(this.weights, 'outputs')]
    const [values, oldValues] = [this.run(weights, 'values'), this.run(this.weights, 'values')]
    const last = new Float32Array(SLOTS)
    new Forward(spec, this.weights).values(this.env.observations, SLOTS, last)
    const advantages = new Float64Array(rows)
    for (let slot = 0; slot < SLOTS; slot++) {
      let advantage = 0
      for (let t = STEPS - 1; t >= 0; t--) {
        const at = t * SLOTS + slot
        const goesOn = this.ended[at] ? 0 : 1
        const next = t + 1 < STEPS ? oldValues[at + SLOTS]! : last[slot]!
        const delta = this.rewards[at]! + this.config.gamma * goesOn * next - oldValues[at]!
        advantage = delta + this.config.gamma * this.config.lambda * goesOn * advantage
        advantages[at] = advantage
      }
    }
    const mean = advantages.reduce((sum, value) => sum + value, 0) / rows
    const deviation = Math.sqrt(advantages.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows)
    let loss = 0
    for (let row = 0; row < rows; row++) {
      const [policy, before] = [softmax(logits, row), softmax(old, row)]
      const action = this.actions[row]!
      const ratio = policy[action]! / before[action]!
      const advantage = (advantages[row]! - mean) / deviation
      const clipped = Math.max(0.8, Math.min(1.2, ratio))
      loss -= Math.min(ratio * advantage, clipped * advantage)
      loss += 0.5 * 0.5 * (values[row]! - advantages[row]! - oldValues[row]!) ** 2
      loss += this.config.entropyBonus * policy.reduce((sum, p) => sum + p * Math.log(p), 0)
    }
    return loss / rows
  }

  private run(weights: Float32Array, what: 'outputs' | 'values'): Float32Array {
    const rows = this.actions.length
    const out = new Float32Array(rows * (what === 'outputs' ? 2 : 1))
    new Forward(spec, weights)[what](Float32Array.from(this.observations), rows, out)
    return out
  }
}

function softmax(logits: Float32Array, row: number): number[] {
  const [a, b] = [Math.exp(logits[2 * row]!), Math.exp(logits[2 * row + 1]!)]
  return [a / (a + b), b / (a + b)]
}
