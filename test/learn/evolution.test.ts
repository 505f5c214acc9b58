import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import { decide, undecide } from '../../game/learn/algorithms/evolution/decided.ts'
import { Trials } from '../../game/learn/algorithms/evolution/trials.ts'
import { LearnerSlots, type LearnerEnv } from '../../game/learn/learner/learner-env.ts'
import { centredRanks } from '../../game/learn/maths/centred-ranks.ts'
import { mirroredGradient } from '../../game/learn/maths/mirrored-gradient.ts'
import { addNoise, seededNoise } from '../../game/learn/maths/seeded-noise.ts'
import { actionHead } from '../../game/nets/action-head.ts'
import { Forward } from '../../game/nets/forward.ts'
import { normal } from '../../game/nets/initialise.ts'
import { densePolicy, weightCount, type PolicySpec } from '../../game/nets/spec.ts'
import { echoButtons, echoStick, echoTask } from '../support/echo-task.ts'

const still = { breathe: () => Promise.resolve(), interim: () => undefined }

/** A stick of one dimension over one number that is always 1; what is played is rewarded. An episode of slot i has i + 2 steps, and the first one began
 *  two steps before. */
function unevenEnv(slots: number): LearnerEnv {
  const env = new LearnerSlots(slots, 1)
  env.observations.fill(1)
  const ages = new Uint32Array(slots).fill(2)
  const { codec } = actionHead({ kind: 'continuous', labels: ['x'] })
  const numbers = new Float64Array(1)
  const step = (actions: ArrayLike<number>): void => {
    for (let slot = 0; slot < slots; slot++) {
      codec.decode(actions[slot]!, numbers, 0)
      env.rewards[slot] = numbers[0]!
      const over = ++ages[slot]! >= slot + 2
      env.terminated[slot] = over ? 1 : 0
      if (over) ages[slot] = 0
    }
  }
  return Object.assign(env, { step })
}

const stickSpec: PolicySpec = {
  ...densePolicy({ inputs: 1, hidden: [], activation: 'tanh', outputs: 1, deviation: 'vector' }),
  critic: null,
}
const stick = { kind: 'continuous' as const, labels: ['x'] }

describe('ranks', () => {
  test('of five values go from −½ to ½, however far these lie apart', () => {
    expect(Array.from(centredRanks([3, -900, 4, 5000, 10]))).toEqual([-0.25, -0.5, 0, 0.5, 0.25])
  })

  test('of equal values are their mean, so that they sum to 0', () => {
    expect(Array.from(centredRanks([7, 1, 7]))).toEqual([0.25, -0.5, 0.25])
    expect(Array.from(centredRanks([2, 2, 2, 2]))).toEqual([0, 0, 0, 0])
    expect(Array.from(centredRanks([2]))).toEqual([0])
  })
})

describe('noise', () => {
  test('is the same for the same seed, and normal', () => {
    const noise = seededNoise(5, new Float64Array(20_000))
    expect(seededNoise(5, new Float64Array(20_000))).toEqual(noise)
    expect(seededNoise(6, new Float64Array(3))).not.toEqual(noise.slice(0, 3))
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length
    expect(mean).toBeCloseTo(0, 1)
    expect(noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length).toBeCloseTo(1, 1)
  })

  test('is added on either side of the weights', () => {
    const weights = Float32Array.of(1, 2, 3)
    const [more, less] = [new Float32Array(3), new Float32Array(3)]
    addNoise(weights, 4, 0.5, more)
    addNoise(weights, 4, -0.5, less)
    for (const i of weights.keys()) expect(more[i]! + less[i]!).toBeCloseTo(2 * weights[i]!, 5)
    expect(more).not.toEqual(weights)
  })

  test('estimates the gradient of a quadratic function', () => {
    const at = Float32Array.of(1, -2, 0.5, 3)
    const curvature = [1, 2, 4, 0.5]
    const fitness = (x: Float32Array): number => -x.reduce((sum, value, i) => sum + 0.5 * curvature[i]! * value ** 2, 0)
    const seeds = Array.from({ length: 20_000 }, (_, i) => 1000 + i)
    const x = new Float32Array(4)
    const tried = seeds.flatMap((seed) =>
      [0.05, -0.05].map((size) => {
        addNoise(at, seed, size, x)
        return fitness(x)
      }),
    )
    const gradient = new Float32Array(4)
    mirroredGradient(seeds, tried, 0.05, gradient)
    for (const [i, value] of at.entries()) expect(Math.abs(gradient[i]! + curvature[i]! * value)).toBeLessThan(0.1)
  })
})

describe('trials', () => {
  const head = actionHead(stick)
  const write = (candidate: number, weights: Float32Array): void => weights.set([0, candidate / 8, 0])

  test('give each candidate the mean return of its whole episodes, and count every decision', async () => {
    const candidates = { count: 1, episodes: 6, write: (_: number, weights: Float32Array) => write(4, weights) }
    const tried = await new Trials(stickSpec, head).run(unevenEnv(2), candidates, still)
    // After the rest of an episode, slot 0 plays four of two steps, and slot 1 two of three and then on until slot 0 is done.
    expect(tried).toMatchObject({ decisions: 2 * 9, uncounted: 2 + 2 })
    expect(tried.returns[0]).toBeCloseTo((((4 * 2 + 2 * 3) / 6) * 64) / 127, 5)
  })

  test('play the rest of what was under way without counting it', async () => {
    const env = unevenEnv(1)
    const tried = await new Trials(stickSpec, head).run(env, { count: 3, episodes: 1, write }, still)
    // One step of the old episode, then two for each.
    expect(tried).toMatchObject({ decisions: 7, uncounted: 1 })
    for (const candidate of [0, 1, 2]) expect(tried.returns[candidate]).toBeCloseTo((2 * candidate) / 8, 1)
    // Now all slots are between two episodes.
    expect(await new Trials(stickSpec, head).run(env, { count: 3, episodes: 1, write }, still)).toMatchObject({
      decisions: 6,
      uncounted: 0,
    })
  })

  test('go on in slots for which no candidate is left', async () => {
    const tried = await new Trials(stickSpec, head).run(unevenEnv(3), { count: 1, episodes: 1, write }, still)
    // The first slot's candidate needs a step to the end of the old episode, and two of its own.
    expect(tried).toMatchObject({ decisions: 9, uncounted: 7 })
  })
})

describe('a policy that was decided', () => {
  test.each([
    { name: 'choices', space: echoTask.action, outputs: 2, deviation: null },
    { name: 'buttons', space: echoButtons.action, outputs: 3, deviation: null },
    { name: 'a stick, σ as a vector', space: echoStick.action, outputs: 2, deviation: 'vector' as const },
    { name: 'a stick, σ as outputs', space: echoStick.action, outputs: 4, deviation: 'output' as const },
  ])('draws what it found the likeliest before: $name', ({ space, outputs, deviation }) => {
    const spec = densePolicy({ inputs: 2, hidden: [6], activation: 'tanh', outputs, deviation })
    const chance = new SeededChance(1)
    const weights = Float32Array.from({ length: weightCount(spec) }, () => normal(chance))
    const head = actionHead(space)
    const likeliest = (of: Float32Array): number[] => {
      const [out, raw] = [new Float32Array(head.outputs), new Float32Array(head.numbers)]
      new Forward(spec, of).outputs(Float32Array.of(0.3, -0.7), 1, out)
      head.mode(out, 0, raw, 0)
      return Array.from(raw)
    }
    const decided = weights.slice()
    decide(spec, space, decided)
    expect(likeliest(decided)).toEqual(likeliest(weights))
    const out = new Float32Array(head.outputs)
    new Forward(spec, decided).outputs(Float32Array.of(0.3, -0.7), 1, out)
    for (let i = 0; i < 200; i++) {
      const raw = new Float32Array(head.numbers)
      head.sample(
        out,
        0,
        Array.from({ length: head.draws }, () => chance.uniform()),
        0,
        raw,
        0,
      )
      for (const [j, value] of likeliest(weights).entries()) expect(Math.abs(raw[j]! - value)).toBeLessThan(0.05)
    }
    const again = decided.slice()
    undecide(spec, space, again)
    expect(likeliest(again)).toEqual(likeliest(weights))
    const largest = again.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(largest).toBeLessThan(8)
  })
})

test('the elite of a genetic algorithm never gets worse where luck has no part', async () => {
  const learner = createLearner(
    { id: 'genetic', settings: { population: 8, survivors: 3, finalists: 1, mutation: 0.05 } },
    { spec: stickSpec, space: stick, seed: 2 },
  )
  const env = unevenEnv(1)
  const elites: number[] = []
  for (let round = 0; round < 30; round++) elites.push((await learner.learn(env))['elite']!)
  expect(elites).toEqual(elites.toSorted((a, b) => a - b))
  expect(elites.at(-1)! - elites[0]!).toBeGreaterThan(0.2)
})

test.each([
  ['es', { population: 5 }, 'Candidates come in pairs: the population must be even.'],
  ['genetic', { population: 8, survivors: 9 }, 'There are no more survivors than the population.'],
])('%s refuses %j', (id, settings, message) => {
  expect(() => createLearner({ id, settings }, { spec: stickSpec, space: stick, seed: 1 })).toThrow(
    new RangeError(message),
  )
})
