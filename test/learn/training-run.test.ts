import { expect, test } from 'vitest'
import { presets, presetById } from '../../game/learn/runs/presets.ts'
import type { RunPlan } from '../../game/learn/runs/run-plan.ts'
import { TrainingRun } from '../../game/learn/runs/training-run.ts'
import { cartpole } from '../../game/tasks/cartpole/cartpole.ts'
import { registry, taskOf } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

/** A plan that takes a moment: eight environments, five hundred decisions a round. */
const plan: RunPlan = {
  ...presetById('cartpole_ppo').plan,
  algorithm: { id: 'ppo', settings: { steps: 50, minibatchSize: 100, learningRate: 2.5e-3, gradients: 'vectors' } },
  seed: 3,
  budget: 4_000,
}

test('a run learns for as many decisions as its plan says, and tells each episode that ended', async () => {
  const run = new TrainingRun(plan, cartpole)
  let decisions = 0
  while (!run.done) {
    const { report, episodes } = await run.round()
    decisions += report.decisions
    for (const { return: sum, length } of episodes) expect(sum).toBe(length)
    expect(episodes.length).toBeGreaterThan(0)
  }
  expect(decisions).toBe(plan.budget)
  run.dispose()
})

test('what goes on from a save follows the same curve, bit for bit, as what was saved', async () => {
  const whole = new TrainingRun(plan, cartpole)
  for (let i = 0; i < 2; i++) await whole.round()
  const saved = whole.save()
  const resumed = new TrainingRun(plan, cartpole)
  resumed.load(saved)
  while (!whole.done) expect(await resumed.round()).toEqual(await whole.round())
  expect(resumed.learner.weights).toEqual(whole.learner.weights)
  expect(await resumed.examine({ games: 5, seed: 1 })).toEqual(await whole.examine({ games: 5, seed: 1 }))
  for (const run of [whole, resumed]) run.dispose()
})

test('steps get smaller over the budget where the plan says so, and stay where it does not', async () => {
  for (const anneals of [true, false]) {
    const run = new TrainingRun({ ...plan, anneals }, cartpole)
    while (!run.done) await run.round()
    const last = run.learner.settings['learningRate']
    expect(last).toBeCloseTo(anneals ? 2.5e-3 / 10 : 2.5e-3, 12)
    run.dispose()
  }
})

test('a run against a built-in is examined in whole matches against it', async () => {
  const shared = presetById('pong_ppo').plan
  const run = new TrainingRun({ ...shared, options: { target: 2 }, environments: 4, seed: 1 }, pong)
  const { games, pointsLost, pointsWon } = await run.examine({ games: 10, seed: 2 })
  expect(games).toBe(10)
  expect(Math.max(pointsLost, pointsWon)).toBeGreaterThanOrEqual(10)
  run.dispose()
})

test.each([
  ['another task', { task: { id: 'pong', version: 1 } }, /is for pong v1/],
  ['an observation that the task has not', { observation: 'pixels' }, /no observation "pixels"/],
  ['an opponent that the task has not', { opponent: 'nobody' }, /no built-in "nobody"/],
  ['a network without what its algorithm needs', { network: { ...plan.network, critic: false } }, /value network/],
] as const)('a plan for %s is refused', (_, change, message) => {
  expect(() => new TrainingRun({ ...plan, ...change }, cartpole)).toThrow(message)
})

test('a game for two is not played alone', () => {
  const { plan: shared } = presetById('pong_ppo')
  expect(() => new TrainingRun({ ...shared, opponent: null, seed: 1 }, pong)).toThrow(/not played alone/)
})

test.each(presets.map((preset) => [preset.id, preset] as const))('the preset %s can be begun', (id, preset) => {
  const { task, algorithm, budget } = preset.plan
  const run = new TrainingRun({ ...preset.plan, seed: 1 }, taskOf(task.id, task.version))
  expect(run.done).toBe(false)
  expect(budget).toBeGreaterThan(0)
  expect(id.startsWith(task.id.replaceAll('-', '_'))).toBe(true)
  expect(id.endsWith(algorithm.id.replaceAll('-', '_'))).toBe(true)
  expect(registry.findVersion(task.id, task.version)).not.toBeNull()
  run.dispose()
})
