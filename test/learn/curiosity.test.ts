import { beforeAll, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { createLearner, resumeLearner } from '../../game/learn/algorithms/index.ts'
import { Curiosity } from '../../game/learn/algorithms/curiosity/curiosity.ts'
import { InverseModel } from '../../game/learn/algorithms/curiosity/icm.ts'
import { RunningNormaliser } from '../../game/learn/maths/running-normaliser.ts'
import { newSegment, type Segment } from '../../game/learn/maths/segment.ts'
import { LearnerSlots } from '../../game/learn/learner/learner-env.ts'
import { actionHead } from '../../game/nets/action-head.ts'
import { normal } from '../../game/nets/initialise.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { echoEnv } from '../support/echo-env.ts'
import { echoButtons, echoStick, echoTask } from '../support/echo-task.ts'

beforeAll(() => startBackend('cpu', { wasmFiles: nodeWasmFiles, threads: 1 }))

describe('a running normaliser', () => {
  test('knows the mean and the deviation of all rows, however they came', () => {
    const normaliser = new RunningNormaliser(2)
    normaliser.add(Float32Array.of(1, 5, 2, 5), 2)
    normaliser.add(Float32Array.of(6, 5), 1)
    expect(normaliser.mean(0)).toBeCloseTo(3, 12)
    // Squares around 3: 4, 1, 9.
    expect(normaliser.deviation(0)).toBeCloseTo(Math.sqrt(14 / 3), 12)
    // What never varied is not divided by nothing.
    expect(normaliser.deviation(1)).toBe(1)
    const rows = Float32Array.of(3 + Math.sqrt(14 / 3), 5, 1000, 6)
    normaliser.normalise(rows, 2, 4)
    expect(Array.from(rows)).toEqual([1, 0, 4, 1].map((value) => expect.closeTo(value, 6)))
  })

  test('goes on from what another one saved', () => {
    const [one, other] = [new RunningNormaliser(1), new RunningNormaliser(1)]
    one.add(Float32Array.of(1, 2, 3), 3)
    other.load('x', structuredClone(one.save('x')))
    for (const each of [one, other]) each.add(Float32Array.of(9), 1)
    expect(other.save('x')).toEqual(one.save('x'))
  })
})

const spec = densePolicy({ inputs: 4, hidden: [8], activation: 'tanh', outputs: 2 })
const head = actionHead(echoTask.action)

/** Hands a curiosity 64 transitions of the first kinds, one after the other, and says how surprising each kind was on average. */
function surpriseOf(curiosity: Curiosity, kinds: number): number[] {
  const rows = 64
  const segment: Segment = newSegment(rows, 1, 4, 1)
  const env = Object.assign(new LearnerSlots(1, 4), { step: () => undefined })
  for (let row = 0; row < rows; row++) {
    const kind = row % kinds
    segment.observations[row * 4 + kind] = 1
    segment.raw[row] = kind % 2
    env.observations.fill(0)
    env.observations[(kind + 1) % 4] = 1
    curiosity.saw(env, row, rows)
  }
  curiosity.reward(segment, 0, 1)
  return Array.from(
    { length: kinds },
    (_, kind) =>
      segment.rewards.reduce((sum, value, row) => sum + (row % kinds === kind ? value : 0), 0) / (rows / kinds),
  )
}

describe.each(['icm', 'rnd'] as const)('%s', (kind) => {
  test('is surprised most by what it has not seen', () => {
    const curiosity = new Curiosity(kind, spec, head, 1)
    for (let round = 0; round < 40; round++) surpriseOf(curiosity, 3)
    const [first, second, third, fourth] = surpriseOf(curiosity, 4)
    for (const old of [first!, second!, third!]) expect(fourth).toBeGreaterThan(3 * old)
  })

  test('sees the last observation of an episode that ended, not the first of the next', () => {
    const rewards = [false, true].map((ends) => {
      const curiosity = new Curiosity(kind, spec, head, 1)
      const segment = newSegment(1, 2, 4, 1)
      const env = Object.assign(new LearnerSlots(2, 4), { step: () => undefined })
      env.observations.set(ends ? [9, 9, 9, 9] : [1, 2, 3, 4])
      env.finalObservations.set([1, 2, 3, 4])
      env.truncated[0] = ends ? 1 : 0
      curiosity.saw(env, 0, 2)
      curiosity.reward(segment, 0.9, 1)
      return segment.rewards[0]
    })
    expect(rewards[0]).toBeGreaterThan(0)
    expect(rewards[1]).toBe(rewards[0])
  })

  test('adds to the rewards of PPO, and goes on from a save along the same curve', async () => {
    const settings = { steps: 16, minibatchSize: 64, gradients: 'vectors', curiosity: kind }
    const setup = {
      spec: densePolicy({ inputs: 2, hidden: [8], activation: 'tanh', outputs: 2 }),
      space: echoTask.action,
      seed: 1,
    }
    const whole = createLearner({ id: 'ppo', settings }, setup)
    const env = echoEnv(4, 2)
    await whole.learn(env)
    const resumed = resumeLearner(whole.save())
    const second = echoEnv(4, 2)
    const report = await whole.learn(second)
    expect(report['surprise']).toBeGreaterThan(0)
    const third = echoEnv(4, 2)
    expect(await resumed.learn(third)).toEqual(report)
    expect(resumed.save()).toEqual(whole.save())
  })
})

test('what is no row of numbers is refused', () => {
  const image = { ...spec, actor: { ...spec.actor, input: { kind: 'sparse' as const, length: 4 } } }
  expect(() => new Curiosity('rnd', image, head, 1)).toThrow(RangeError)
})

test.each([
  ['choices', echoTask.action],
  ['buttons', echoButtons.action],
  ['a stick', echoStick.action],
])('the gradients of the inverse model agree with finite differences: %s', (_, space) => {
  const chance = new SeededChance(2)
  const own = actionHead(space)
  const [rows, features] = [3, 2]
  const model = new InverseModel(own, chance, features, 4)
  const pairs = Float32Array.from({ length: 2 * rows * features }, () => normal(chance))
  const raw = Float32Array.from({ length: rows * own.numbers }, () => chance.below(2))
  const errors = new Float32Array(pairs.length)
  const gradient = new Float32Array(model.weights.length)
  model.loss(pairs, raw, rows, errors, gradient)
  const lossOf = (): number => model.loss(pairs, raw, rows, errors.slice(), gradient.slice())
  const slopeAt = (values: Float32Array, i: number): number => {
    const value = values[i]!
    values[i] = value + 5e-3
    const more = lossOf()
    values[i] = value - 5e-3
    const less = lossOf()
    values[i] = value
    return (more - less) / 1e-2
  }
  for (const i of pairs.keys()) expect(errors[i]).toBeCloseTo(slopeAt(pairs, i), 3)
  for (const i of gradient.keys()) expect(gradient[i]).toBeCloseTo(slopeAt(model.weights, i), 3)
})
