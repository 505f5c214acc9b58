import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import { sac } from '../../game/learn/algorithms/sac.ts'
import { ddpgSettings, td3 } from '../../game/learn/algorithms/td3.ts'
import { readSavedRun } from '../../game/learn/learner/saved-run.ts'
import { logTanhSlope, squashedAction, squashedGradient } from '../../game/learn/maths/squashed-gaussian.ts'
import { Forward } from '../../game/nets/forward.ts'
import { initialise, normal } from '../../game/nets/initialise.ts'
import { densePolicy, weightCount } from '../../game/nets/spec.ts'
import { boundedLogDeviation, fixLastLayer, squashedPolicy, unsquashed } from '../../game/nets/squashed-policy.ts'
import { echoEnv } from '../support/echo-env.ts'
import { echoStick } from '../support/echo-task.ts'

describe('The squashed Gaussian', () => {
  test('has a slope of tanh whose logarithm is finite where tanh is 1', () => {
    for (const u of [-3, -0.4, 0, 1, 4]) expect(logTanhSlope(u)).toBeCloseTo(Math.log(1 - Math.tanh(u) ** 2), 9)
    expect(logTanhSlope(50)).toBeCloseTo(2 * Math.LN2 - 100, 9)
    expect(logTanhSlope(-500)).toBeCloseTo(2 * Math.LN2 - 1000, 9)
  })

  test('keeps log σ between its ends', () => {
    expect([-100, 0, 100].map(boundedLogDeviation)).toEqual([-5, -1.5, 2])
  })

  test('has a density over actions that sums to 1', () => {
    // One dimension, µ 0.4, log σ −0.6, over evenly laid noise: the action's own density is that of ε over da/dε.
    const outputs = Float32Array.of(0.4, Math.atanh((-0.6 + 5) / 3.5 - 1))
    const action = new Float32Array(1)
    let [sum, before] = [0, -1]
    for (let epsilon = -8; epsilon <= 8; epsilon += 1e-3) {
      const density = Math.exp(squashedAction(outputs, 0, [epsilon], 1, action))
      sum += density * (action[0]! - before)
      before = action[0]!
    }
    expect(sum).toBeCloseTo(1, 2)
  })

  test('has the gradient through its own action that finite differences give', () => {
    const chance = new SeededChance(7)
    const outputs = Float32Array.from({ length: 12 }, () => 0.8 * normal(chance))
    const noise = Float64Array.from({ length: 6 }, () => normal(chance))
    const slopes = Float64Array.from({ length: 6 }, () => normal(chance))
    const alpha = 0.3
    const lossAt = (row: number, at: Float32Array): number => {
      const actions = new Float32Array(6)
      const logDensity = squashedAction(at, row, noise, 2, actions)
      return alpha * logDensity + slopes[2 * row]! * actions[2 * row]! + slopes[2 * row + 1]! * actions[2 * row + 1]!
    }
    for (let row = 0; row < 3; row++) {
      const errors = new Float32Array(4)
      squashedGradient(outputs.subarray(4 * row, 4 * row + 4), row, { noise, slopes }, alpha, errors)
      for (let i = 0; i < 4; i++) {
        const at = (step: number): number =>
          lossAt(
            row,
            outputs.map((value, j) => (j === 4 * row + i ? value + step : value)),
          )
        expect(errors[i]).toBeCloseTo((at(1e-2) - at(-1e-2)) / 2e-2, 3)
      }
    }
  })
})

const shape = { inputs: 2, hidden: [8], activation: 'relu' } as const

test.each([
  ['vector', 2],
  ['output', 4],
] as const)('a squashed policy puts out tanh of its means, and a bounded log σ (σ: %s)', (deviation, outputs) => {
  const chance = new SeededChance(2)
  const spec = squashedPolicy({ ...shape, outputs, deviation })
  const weights = initialise(spec, chance)
  fixLastLayer(spec, weights)
  const inner = { actor: unsquashed(spec), deviation: null, critic: null }
  const own = new Float32Array(3 * outputs)
  const out = new Float32Array(12)
  const seen = Float32Array.from({ length: 6 }, () => normal(chance))
  new Forward(inner, weights.subarray(0, weightCount(inner))).outputs(seen, 3, own)
  new Forward(spec, weights).outputs(seen, 3, out)
  for (let row = 0; row < 3; row++)
    for (let i = 0; i < 2; i++) {
      expect(out[4 * row + i]).toBeCloseTo(Math.tanh(own[outputs * row + i]!), 6)
      const log = deviation === 'vector' ? -5 : boundedLogDeviation(own[outputs * row + 2 + i]!)
      expect(out[4 * row + 2 + i]).toBeCloseTo(log, 5)
    }
})

test('whoever learns squashed policies says what another policy lacks', () => {
  const setup = { space: echoStick.action, seed: 1 }
  const plain = densePolicy({ ...shape, outputs: 2, deviation: 'vector' })
  expect(() => createLearner({ id: 'td3' }, { ...setup, spec: plain })).toThrow(/last hidden layer is tanh/)
  const vector = squashedPolicy({ ...shape, outputs: 2, deviation: 'vector' })
  expect(() => createLearner({ id: 'sac' }, { ...setup, spec: vector })).toThrow(/σ as output/)
})

const vector = squashedPolicy({ ...shape, outputs: 2, deviation: 'vector' })

test('DDPG, which is a TD3 of one critic, learns to echo', async () => {
  const settings = { ...td3.small.settings, ...ddpgSettings }
  const learner = createLearner({ id: 'td3', settings }, { spec: vector, space: echoStick.action, seed: 3 })
  const env = echoEnv(16, 4, echoStick)
  for (let round = 0; round < td3.small.rounds; round++) await learner.learn(env)
  const codes = new Uint32Array(16)
  let sum = 0
  for (let step = 0; step < 10; step++) {
    learner.act(env.observations, 16, codes)
    env.step(codes)
    for (const reward of env.rewards) sum += reward / 160
  }
  expect(sum).toBeGreaterThan(0.6)
})

test('the actor of TD3 learns once for so many gradients of its critics, and its last layer never', async () => {
  const settings = { ...td3.small.settings, warmUp: 0, steps: 1, gradients: 2, delay: 3 }
  const learner = createLearner({ id: 'td3', settings }, { spec: vector, space: echoStick.action, seed: 3 })
  const env = echoEnv(16, 4, echoStick)
  const before = learner.weights.slice()
  // Two gradients a round: the third is in the second round.
  await learner.learn(env)
  expect(learner.weights).toEqual(before)
  await learner.learn(env)
  expect(learner.weights).not.toEqual(before)
  const fixed = learner.weights.slice()
  fixLastLayer(vector, fixed)
  expect(learner.weights).toEqual(fixed)
})

test('SAC learns a temperature at which its entropy is −1 a dimension, or keeps the one that is given', async () => {
  const spec = squashedPolicy({ ...shape, outputs: 4, deviation: 'output' })
  const env = echoEnv(16, 4, echoStick)
  const learn = async (
    temperature: number | null,
  ): Promise<Awaited<ReturnType<ReturnType<typeof createLearner>['learn']>>> => {
    const settings = { ...sac.small.settings, temperature }
    const learner = createLearner({ id: 'sac', settings }, { spec, space: echoStick.action, seed: 3 })
    for (let round = 0; round < 40; round++) await learner.learn(env)
    return learner.learn(env)
  }
  const learned = await learn(null)
  expect(Math.abs(learned['entropy']! + 2)).toBeLessThan(0.6)
  expect(learned['temperature']).toBeLessThan(0.5)
  const given = await learn(0.7)
  expect(given['temperature']).toBeCloseTo(0.7, 6)
  expect(given['entropy']).toBeGreaterThan(learned['entropy']! + 0.5)
})

test('what is kept of an action is what was played, to the step of its code', async () => {
  const learner = createLearner(
    { id: 'td3', settings: td3.small.settings },
    { spec: vector, space: echoStick.action, seed: 3 },
  )
  await learner.learn(echoEnv(16, 4, echoStick))
  const { arrays } = readSavedRun(learner.save())
  const steps = Array.from(arrays['buffer.actions']!, (action) => 127 * action)
  expect(steps.some((step) => step !== 0)).toBe(true)
  for (const step of steps) expect(step).toBeCloseTo(Math.round(step), 3)
})
