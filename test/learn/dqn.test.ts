import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { ActionValues } from '../../game/learn/algorithms/off-policy/action-values.ts'
import { dqn } from '../../game/learn/algorithms/dqn.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import type { Learner } from '../../game/learn/learner/learner.ts'
import type { Settings } from '../../game/learn/learner/configuration.ts'
import { readSavedRun } from '../../game/learn/learner/saved-run.ts'
import { huberLoss, huberSlope } from '../../game/learn/maths/huber.ts'
import { Forward } from '../../game/nets/forward.ts'
import { normal } from '../../game/nets/initialise.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { echoEnv } from '../support/echo-env.ts'
import { echoTask } from '../support/echo-task.ts'

const ROWS = 9

describe.each([true, false])('Values of actions (dueling: %s)', (dueling) => {
  const spec = densePolicy({ inputs: 3, hidden: [6], activation: 'tanh', outputs: 4 })
  const chance = new SeededChance(5)
  const draws = (length: number): Float32Array => Float32Array.from({ length }, () => 0.7 * normal(chance))
  const values = new ActionValues(spec, dueling)
  values.weights.set(draws(values.weights.length))
  values.refresh()
  const observations = draws(3 * ROWS)

  /** By the reference, in plain JavaScript. */
  const valuesAt = (weights: Float32Array): Float32Array => {
    const forward = new Forward(dueling ? spec : { ...spec, critic: null }, weights)
    const [q, v] = [new Float32Array(4 * ROWS), new Float32Array(ROWS)]
    forward.outputs(observations, ROWS, q)
    if (!dueling) return q
    forward.values(observations, ROWS, v)
    return q.map((a, i) => {
      const row = Math.floor(i / 4)
      return v[row]! + a - q.subarray(4 * row, 4 * row + 4).reduce((sum, each) => sum + each / 4, 0)
    })
  }

  test('are those of the networks', () => {
    const out = new Float32Array(4 * ROWS)
    values.of(observations, ROWS, out)
    for (const [i, value] of valuesAt(values.weights).entries()) expect(out[i]).toBeCloseTo(value, 5)
  })

  test("have the gradient of Huber's loss that finite differences give", () => {
    const targets = draws(ROWS).map((x) => 2 * x)
    const lossAt = (weights: Float32Array): number => {
      const q = valuesAt(weights)
      return targets.reduce((sum, target, row) => sum + huberLoss(q[4 * row + (row % 4)]! - target) / ROWS, 0)
    }
    const gradient = new Float32Array(values.weights.length)
    values.gradient(
      observations,
      ROWS,
      (row, q, errors) => {
        errors.fill(0)
        errors[row % 4] = huberSlope(q[row % 4]! - targets[row]!) / ROWS
      },
      gradient,
    )
    for (let i = 0; i < gradient.length; i++) {
      const at = (step: number): number => lossAt(values.weights.map((weight, j) => (j === i ? weight + step : weight)))
      expect(gradient[i]).toBeCloseTo((at(5e-3) - at(-5e-3)) / 1e-2, 3)
    }
  })

  test('put out for inputs of any range what they put out for standardised ones, once they are fitted', () => {
    const [means, deviations] = [
      [-0.5, 100, 7],
      [0.07, 20, 0],
    ]
    const wide = observations.map((x, i) => x * (deviations[i % 3]! || 1) + means[i % 3]!)
    const [fitted, out] = [new ActionValues(spec, dueling), new Float32Array(4 * ROWS)]
    fitted.weights.set(values.weights)
    fitted.fitInputs(means, deviations)
    fitted.of(wide, ROWS, out)
    for (const [i, value] of valuesAt(values.weights).entries()) expect(out[i]).toBeCloseTo(value, 3)
  })

  test('are given to a policy enlarged, whose best action is the same, and taken back', () => {
    const policy = new Float32Array(new ActionValues(spec, true).weights.length)
    values.give(policy)
    const logits = new Float32Array(4 * ROWS)
    new Forward(spec, policy).outputs(observations, ROWS, logits)
    const q = valuesAt(values.weights)
    for (let row = 0; row < ROWS; row++) {
      const part = (all: Float32Array): number[] => Array.from(all.subarray(4 * row, 4 * row + 4))
      expect(part(logits).indexOf(Math.max(...part(logits)))).toBe(part(q).indexOf(Math.max(...part(q))))
    }
    const other = new ActionValues(spec, dueling)
    other.take(policy)
    for (const [i, weight] of values.weights.entries()) expect(other.weights[i]).toBeCloseTo(weight, 6)
  })
})

const spec = densePolicy({ inputs: 2, hidden: [16], activation: 'tanh', outputs: 2 })
const learnerWith = (settings: Settings): Learner =>
  createLearner(
    { id: 'dqn', settings: { ...dqn.small.settings, ...settings } },
    { spec, space: echoTask.action, seed: 3 },
  )

test.each<Settings>([
  { double: false },
  { dueling: true },
  { n: 3 },
  { prioritised: true },
  { exploration: 'boltzmann', temperature: 0.3 },
  { double: true, dueling: true, n: 2, prioritised: true },
])('learns to echo with its switches turned: %j', async (settings) => {
  const learner = learnerWith(settings)
  const env = echoEnv(16, 4)
  for (let round = 0; round < dqn.small.rounds; round++) await learner.learn(env)
  const codes = new Uint32Array(16)
  for (let step = 0; step < 5; step++) {
    learner.act(env.observations, 16, codes)
    env.step(codes)
    expect(Array.from(env.rewards)).toEqual(Array.from({ length: 16 }, () => 1))
  }
})

test('values are what is earned: with no future the reward itself', async () => {
  const learner = learnerWith({ gamma: 0 })
  const env = echoEnv(16, 4)
  for (let round = 0; round < 20; round++) await learner.learn(env)
  const { arrays } = readSavedRun(learner.save())
  const values = new ActionValues(spec, false)
  values.weights.set(arrays['online']!)
  values.refresh()
  const out = new Float32Array(4)
  values.of(Float32Array.of(1, 0, 0, 1), 2, out)
  for (const [i, earned] of [1, -1, -1, 1].entries()) expect(Math.abs(out[i]! - earned)).toBeLessThan(0.2)
})

test('learns nothing before its warm-up, after which it takes as many gradients as it says, at the ε that it says', async () => {
  const learner = learnerWith({ warmUp: 300, trainEvery: 32, gradients: 3, epsilonFirst: 0.9, epsilonDecisions: 512 })
  const env = echoEnv(16, 4)
  const before = learner.weights.slice()
  expect(await learner.learn(env)).toMatchObject({ updates: 0, decisions: 256 })
  expect(learner.weights).toEqual(before)
  // Multiples of 32 from 320 to 512.
  const report = await learner.learn(env)
  expect(report).toMatchObject({ updates: 21, decisions: 256 })
  expect(report['exploration']).toBe(0.05)
})

test('asks for a value network where it is dueling', () => {
  const alone = { spec: { ...spec, critic: null }, space: echoTask.action, seed: 3 }
  expect(() => createLearner({ id: 'dqn', settings: { dueling: true } }, alone)).toThrow(/dueling/)
  expect(() => createLearner({ id: 'dqn' }, alone)).not.toThrow()
})
