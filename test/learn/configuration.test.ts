import { expect, expectTypeOf, test } from 'vitest'
import { completeConfiguration, type ConfigurationOf, type Fields } from '../../game/learn/learner/configuration.ts'
import type { AlgorithmEntry } from '../../game/learn/learner/algorithm.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { reinforce } from '../../game/learn/algorithms/reinforce.ts'
import { echoStick, echoTask } from '../support/echo-task.ts'

const fields = {
  rate: { kind: 'number', name: 'Rate', about: 'How far.', default: 0.1, range: [0.001, 1], log: true },
  epochs: { kind: 'integer', name: 'Epochs', about: 'How often.', default: 4, range: [1, 9] },
  target: { kind: 'number', name: 'Target', about: 'Where to stop.', default: 0.5, range: [0, 1], none: 'never' },
  double: { kind: 'flag', name: 'Double', about: 'Whether twice.', default: false },
  order: { kind: 'choice', name: 'Order', about: 'Which first.', default: 'up', choices: { up: 'Up.', down: 'Down.' } },
} as const satisfies Fields

test('what is not given has its default, and null turns off what can be turned off', () => {
  expect(completeConfiguration(fields)).toEqual({ rate: 0.1, epochs: 4, target: 0.5, double: false, order: 'up' })
  const given = { epochs: 9, target: null, double: true, order: 'down' }
  expect(completeConfiguration(fields, given)).toEqual({ rate: 0.1, ...given })
})

test('types follow from the fields', () => {
  expectTypeOf<ConfigurationOf<typeof fields>>().toEqualTypeOf<{
    rate: number
    epochs: number
    target: number | null
    double: boolean
    order: 'up' | 'down'
  }>()
})

test.each([
  [{ rate: 2 }, 'Rate (rate) must be a number from 0.001 to 1, not 2.'],
  [{ rate: Number.NaN }, 'Rate (rate) must be a number from 0.001 to 1, not NaN.'],
  [{ rate: null }, 'Rate (rate) must be a number from 0.001 to 1, not null.'],
  [{ epochs: 1.5 }, 'Epochs (epochs) must be a whole number from 1 to 9, not 1.5.'],
  [{ target: 'low' }, 'Target (target) must be a number from 0 to 1, or null for never, not low.'],
  [{ double: 1 }, 'Double (double) must be true or false, not 1.'],
  [{ order: 'toString' }, 'Order (order) must be one of up, down, not toString.'],
  [{ speed: 1 }, 'There is no setting "speed"; there are rate, epochs, target, double, order.'],
  [{ constructor: 1 }, 'There is no setting "constructor"; there are rate, epochs, target, double, order.'],
])('%j is refused', (given, message) => {
  expect(() => completeConfiguration(fields, given)).toThrow(new RangeError(message))
})

const spec = densePolicy({ inputs: 2, hidden: [4], activation: 'tanh', outputs: 2 })
const setup = { spec, space: echoTask.action, seed: 1 }
test('a setting that may change does, others and wrong values are refused', () => {
  const learner = createLearner({ id: 'reinforce', settings: { learningRate: 0.5 } }, setup)
  learner.configure({ learningRate: 0.25 })
  expect(learner.settings).toMatchObject({ steps: 512, learningRate: 0.25, gamma: 0.99 })
  expect(() => learner.configure({ gamma: 0.5 })).toThrow('Discount (gamma) holds for all of a run.')
  expect(() => learner.configure({ learningRate: -1 })).toThrow(RangeError)
  learner.takeSmallerSteps()
  expect(learner.settings['learningRate']).toBe(0.125)
  for (let i = 0; i < 20; i++) learner.takeSmallerSteps()
  // A tenth of what is usual.
  expect(learner.settings['learningRate']).toBe(0.0001)
})

test('an algorithm that is not there, or cannot learn the policy, is refused in a sentence', () => {
  expect(() => createLearner({ id: 'magic' }, setup)).toThrow(/^There is no algorithm "magic"; there are ppo, /)
  const blind = { ...spec, critic: null }
  expect(() => createLearner({ id: 'ppo' }, { ...setup, spec: blind })).toThrow(
    'PPO learns with a value network, and this policy has none.',
  )
  const sparse = { ...spec, actor: { ...spec.actor, input: { kind: 'sparse' as const, length: 2 } } }
  const choosing: AlgorithmEntry = {
    ...reinforce,
    handles: { actions: ['continuous'], inputs: ['vector'], critic: false },
  }
  expect(() =>
    createLearner({ id: 'reinforce' }, { ...setup, spec: sparse, space: echoStick.action }, [choosing]),
  ).toThrow('REINFORCE does not handle sparse observations.')
  expect(() => createLearner({ id: 'reinforce' }, setup, [choosing])).toThrow(
    'REINFORCE does not handle a choice among actions.',
  )
})
