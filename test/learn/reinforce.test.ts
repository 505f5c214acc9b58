import { expect, test } from 'vitest'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import { finishedRows, karpathySettings } from '../../game/learn/algorithms/reinforce.ts'
import type { Settings } from '../../game/learn/learner/configuration.ts'
import type { Learner } from '../../game/learn/learner/learner.ts'
import { newSegment } from '../../game/learn/maths/segment.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { echoEnv } from '../support/echo-env.ts'
import { echoButtons, echoTask } from '../support/echo-task.ts'

const spec = densePolicy({ inputs: 2, hidden: [8], activation: 'tanh', outputs: 2 })

const reinforceWith = (settings: Settings, critic = true): Learner =>
  createLearner(
    { id: 'reinforce', settings: { gradients: 'vectors', ...settings } },
    { spec: critic ? spec : { ...spec, critic: null }, space: echoTask.action, seed: 1 },
  )

test('the rows of episodes that ended are those up to the last end of each slot', () => {
  const segment = newSegment(3, 2, 1, 1)
  // Slot 0 ends in its second step, slot 1 in its third.
  segment.terminated[2] = 1
  segment.truncated[5] = 1
  expect(Array.from(finishedRows(segment))).toEqual([0, 1, 2, 3, 5])
})

// An episode of the echo task has 10 steps, so 14 are one episode and four tenths of the next.
test.each([
  ['ended', 4 * 14],
  ['leftOut', 4 * 10],
])('of unfinished episodes that are "%s", so much is learned from: %i', async (unfinished, learnedFrom) => {
  const report = await reinforceWith({ steps: 14, unfinished }).learn(echoEnv(4, 2))
  expect(report).toMatchObject({ learnedFrom, decisions: 56 })
})

test('a round in which no episode ends is passed over where unfinished ones are left out', async () => {
  const learner = reinforceWith({ steps: 9, unfinished: 'leftOut' })
  const before = learner.weights.slice()
  expect(await learner.learn(echoEnv(4, 2))).toEqual({ learnedFrom: 0, decisions: 36 })
  expect(learner.weights).toEqual(before)
})

test('without a baseline the value network stays as it is, and with it, it learns', async () => {
  const critics = []
  for (const baseline of ['none', 'value']) {
    const learner = reinforceWith({ steps: 10, baseline })
    const before = learner.weights.slice()
    await learner.learn(echoEnv(4, 2))
    const actor = before.length - 33
    expect(learner.weights.subarray(0, actor)).not.toEqual(before.subarray(0, actor))
    critics.push(learner.weights.subarray(actor).every((weight, i) => weight === before[actor + i]))
  }
  expect(critics).toEqual([true, false])
})

test('what takes a value network is refused where there is none', () => {
  expect(() => reinforceWith({ baseline: 'value' }, false)).toThrow('This policy has no value network for a baseline.')
  expect(() => reinforceWith({ unfinished: 'valued' })).toThrow(
    'Only a value network as the baseline can say what would have followed.',
  )
})

test("Karpathy's settings learn buttons from rewards alone, with no value network", async () => {
  const buttons = densePolicy({ inputs: 3, hidden: [16], activation: 'relu', outputs: 3 })
  const learner = createLearner(
    {
      id: 'reinforce',
      settings: { ...karpathySettings, learningRate: 0.01, gamma: 0, steps: 20, gradients: 'vectors' },
    },
    { spec: { ...buttons, critic: null }, space: echoButtons.action, seed: 1 },
  )
  const env = echoEnv(16, 3, echoButtons)
  const first = await learner.learn(env)
  let last = first
  for (let round = 0; round < 100; round++) last = await learner.learn(env)
  expect(first['meanReturn']).toBeLessThan(0.2)
  expect(last['meanReturn']).toBeGreaterThan(0.8)
})
