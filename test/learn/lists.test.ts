import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import { Arena } from '../../game/learn/practice/arena.ts'
import { builtInOpponent, policyOpponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { presetById } from '../../game/learn/runs/presets.ts'
import { policyFor } from '../../game/learn/runs/run-plan.ts'
import { TrainingRun } from '../../game/learn/runs/training-run.ts'
import { fastPolicy } from '../../game/nets/acting-policy.ts'
import { denseRows } from '../../game/nets/sparse-rows.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

const middle = pong.builtIns.find(({ strength }) => strength === 'middle')!
const arena = (asLists: boolean): Arena =>
  new Arena({
    task: pong,
    observation: 'pixels',
    asLists,
    matchups: [{ name: 'middle', environments: 6, opponent: builtInOpponent(middle) }],
    seed: 4,
  })
const PIXELS = 6400

/** Quicker to say of so many numbers than that they are equal. */
const areSame = (one: Float32Array, other: Float32Array): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i])

test('an arena shows the same as lists as in full, at the ends of episodes too', () => {
  const [lists, full] = [arena(true), arena(false)]
  const chance = new SeededChance(1)
  let ends = 0
  for (let step = 0; step < 200; step++) {
    const actions = Uint32Array.from({ length: 6 }, () => chance.below(3))
    for (const each of [lists, full]) each.step(actions)
    expect(areSame(denseRows(lists.lists!.observations, PIXELS), full.observations)).toBe(true)
    expect(lists.rewards).toEqual(full.rewards)
    const last = denseRows(lists.lists!.finalObservations, PIXELS)
    for (let slot = 0; slot < 6; slot++) {
      if (full.terminated[slot] === 0) continue
      ends++
      const [from, to] = [slot * PIXELS, (slot + 1) * PIXELS]
      expect(areSame(last.subarray(from, to), full.finalObservations.subarray(from, to))).toBe(true)
    }
  }
  expect(ends).toBeGreaterThan(3)
  expect(lists.observations).toHaveLength(0)
})

test.each([
  ['ppo', { steps: 16, minibatchSize: 32, learningRate: 1e-3 }],
  ['reinforce', { steps: 64 }],
  ['a2c', { steps: 8 }],
] as const)('%s learns the same from lists as from all numbers, to single precision', async (id, settings) => {
  const network = { hidden: [16], activation: 'relu', critic: true } as const
  const spec = policyFor(pong, 'pixels', network)
  const setup = { spec, space: pong.action, seed: 2 }
  const weights: Float32Array[] = []
  for (const asLists of [true, false]) {
    const learner = createLearner({ id, settings: { ...settings, gradients: 'vectors' } }, setup)
    const env = arena(asLists)
    for (let round = 0; round < 2; round++) await learner.learn(env)
    weights.push(learner.weights.slice())
    learner.dispose()
  }
  const [lists, full] = weights as [Float32Array, Float32Array]
  let worst = 0
  for (const [i, weight] of full.entries()) worst = Math.max(worst, Math.abs(weight - lists[i]!))
  expect(worst).toBeLessThan(1e-4)
})

test('whole matches are the same for a policy that sees lists', async () => {
  const { plan } = presetById('pong_pixels_ppo')
  const spec = policyFor(pong, 'pixels', { ...plan.network, hidden: [8] })
  const { weights } = createLearner({ id: 'ppo' }, { spec, space: pong.action, seed: 5 })
  const games = async (asLists: boolean): ReturnType<typeof playGames> => {
    const policy = fastPolicy(spec, weights)
    return playGames({
      task: pong,
      observation: 'pixels',
      asLists,
      player: policyOpponent(() => policy, new SeededChance(3)),
      opponent: builtInOpponent(middle),
      games: 3,
      options: { target: 1 },
      seed: 1,
    })
  }
  expect(await games(true)).toEqual(await games(false))
})

test('a run of pixels goes on from a save as if it had not stopped', async () => {
  const { plan } = presetById('pong_pixels_reinforce')
  const small = {
    ...plan,
    seed: 1,
    environments: 4,
    budget: 1_000,
    network: { ...plan.network, hidden: [8] },
    algorithm: { id: 'reinforce', settings: { ...plan.algorithm.settings, steps: 100 } },
  }
  const [whole, resumed] = [new TrainingRun(small, pong), new TrainingRun(small, pong)]
  await whole.round()
  resumed.load(whole.save())
  expect(await resumed.round()).toEqual(await whole.round())
  expect(areSame(resumed.learner.weights, whole.learner.weights)).toBe(true)
  for (const run of [whole, resumed]) run.dispose()
})
