import { expect, test } from 'vitest'
import { discrete } from '../../game/core/spaces.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import type { Settings } from '../../game/learn/learner/configuration.ts'
import { type LearnerEnv, LearnerSlots } from '../../game/learn/learner/learner-env.ts'
import { readSavedRun, writeSavedRun } from '../../game/learn/learner/saved-run.ts'
import { GREEDY_SCALE } from '../../game/learn/maths/greedy-outputs.ts'
import { densePolicy } from '../../game/nets/spec.ts'

/** One slot that is always in state 0. A step is rewarded by 1 and leads to state 1, where the episode ends: of three states and one action. */
class OneStep extends LearnerSlots implements LearnerEnv {
  constructor(private readonly end: 'terminated' | 'truncated') {
    super(1, 3)
    this.observations[0] = 1
  }

  step(): void {
    this.rewards[0] = 1
    this[this.end][0] = 1
    this.finalObservations.set([0, 1, 0])
  }
}

const cases: [algorithm: string, settings: Settings][] = [
  ['td-prediction', {}],
  ['td-prediction', { n: 3 }],
  ['td-prediction', { lambda: 0.5 }],
  ['monte-carlo-prediction', {}],
  ['monte-carlo-control', {}],
  ['sarsa', {}],
  ['sarsa', { n: 3 }],
  ['expected-sarsa', {}],
  ['q-learning', {}],
]

test.each(cases)(
  '%s trusts its table where an episode was cut off, and nothing where it ended: %o',
  async (id, given) => {
    const spec = { ...densePolicy({ inputs: 3, hidden: [], activation: 'linear', outputs: 1 }), critic: null }
    /** What the table says of state 0 after one step from it, where it says 10 of state 1. */
    const learned = async (end: 'terminated' | 'truncated'): Promise<number> => {
      const weights = Float32Array.of(0, 10 * GREEDY_SCALE, 0, 0)
      const setup = { spec, space: discrete(['on']), seed: 1, weights }
      const learner = createLearner({ id, settings: { steps: 1, learningRate: 1, ...given } }, setup)
      const { arrays, ...run } = readSavedRun(learner.save())
      const known = arrays['v'] ? { ...arrays, v: Float64Array.of(0, 10, 0) } : arrays
      learner.load(writeSavedRun({ ...run, arrays: known }))
      await learner.learn(new OneStep(end))
      const { arrays: after } = readSavedRun(learner.save())
      return (after['v'] ?? after['q'])![0]!
    }
    expect(await learned('truncated')).toBe(1 + 10)
    expect(await learned('terminated')).toBe(1)
  },
)

test('double Q-learning does so with the table that did not learn', async () => {
  const spec = { ...densePolicy({ inputs: 3, hidden: [], activation: 'linear', outputs: 1 }), critic: null }
  const weights = Float32Array.of(0, 10 * GREEDY_SCALE, 0, 0)
  const setup = { spec, space: discrete(['on']), seed: 1, weights }
  const learner = createLearner({ id: 'q-learning', settings: { steps: 1, learningRate: 1, double: true } }, setup)
  await learner.learn(new OneStep('truncated'))
  const { q, q1, q2 } = readSavedRun(learner.save()).arrays
  expect([q1![0]!, q2![0]!].toSorted((a, b) => a - b)).toEqual([0, 11])
  expect(q![0]).toBe(5.5)
})
