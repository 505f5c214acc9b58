import type { FiniteModel } from '../../game/core/finite-model.ts'
import { box, discrete, type ActionSpace } from '../../game/core/spaces.ts'
import type { Task } from '../../game/core/task.ts'
import { uniform } from '../../game/core/chance.ts'
import { plainMatch } from './plain-match.ts'

/** Echo as its observation tells it, which is a table of two states: it does not count the steps, so that any one may be the last, as often as one in
 *  ten is. */
const model: FiniteModel = {
  states: 2,
  actions: 2,
  stateOf: (state) => state[1]!,
  starts: [0, 1].map((state) => ({ state, probability: 1 / 2 })),
  transitions: (state, action) =>
    [0, 1].flatMap((next) =>
      [true, false].map((terminated) => ({
        probability: (terminated ? 0.1 : 0.9) / 2,
        next,
        reward: action === state ? 1 : -1,
        terminated,
      })),
    ),
}

/** # Echo v1 — do what you are shown.
 * Observation: two numbers, of which one is 1: the action wanted now.
 * Actions: 0 or 1. Reward: +1 for the wanted action, else −1. Ends: terminated after 10 steps. The wanted action is drawn anew each step. */
export const echoTask: Task = {
  id: 'echo',
  version: 1,
  name: 'Echo',
  about: 'Of the tests.',
  ...plainMatch,
  seats: { min: 1, max: 1 },
  ticksPerSecond: 10,
  decisionPeriod: 1,
  actionLatency: 0,
  maxTicks: 100,
  action: discrete(['zero', 'one']),
  observations: {
    state: {
      name: 'state',
      history: 0,
      space: box({ zero: [0, 1], one: [0, 1] }),
      observe(state, _seat, out, offset) {
        out[offset] = 1 - state[1]!
        out[offset + 1] = state[1]!
      },
    },
  },
  layout: ['tick', 'wanted', 'right'],
  model,
  builtIns: [],
  reset(state, _options, chance) {
    state.fill(0)
    state[1] = uniform(chance) < 0.5 ? 0 : 1
  },
  asksChance: () => true,
  step(state, actions, chance, out) {
    const right = actions[0] === state[1]
    const tick = state[0]! + 1
    state[0] = tick
    state[1] = uniform(chance) < 0.5 ? 0 : 1
    state[2] = state[2]! + (right ? 1 : 0)
    out.rewards[0] = right ? 1 : -1
    out.terminated = tick >= 10
    out.truncated = false
  },
  score: (state) => state[2]!,
  atServe: () => false,
}

/** # Echo of buttons or of a stick v1 — do what you are shown, with everything at once.
 * Observation: the number wanted of each label: 0 or 1 for buttons, from −0.8 to 0.8 for a stick.
 * Reward: 1 less twice the mean distance to what is wanted. Ends: terminated after 10 steps. What is wanted is drawn anew each step. */
function echoAll(action: Exclude<ActionSpace, { kind: 'discrete' }>): Task {
  const { labels, kind } = action
  const draw = (state: Float64Array, chance: Parameters<Task['reset']>[2]): void => {
    for (let i = 0; i < labels.length; i++)
      state[1 + i] = kind === 'continuous' ? 1.6 * uniform(chance) - 0.8 : uniform(chance) < 0.5 ? 0 : 1
  }
  const { model: _, ...echo } = echoTask
  return {
    ...echo,
    id: `echo-${kind}`,
    action,
    observations: {
      state: {
        name: 'state',
        history: 0,
        space: box(Object.fromEntries(labels.map((label) => [label, [-1, 1] as const]))),
        observe(state, _seat, out, offset) {
          for (let i = 0; i < labels.length; i++) out[offset + i] = state[1 + i]!
        },
      },
    },
    layout: ['tick', ...labels],
    reset(state, _options, chance) {
      state[0] = 0
      draw(state, chance)
    },
    step(state, actions, chance, out) {
      let distance = 0
      for (let i = 0; i < labels.length; i++) distance += Math.abs(actions[i]! - state[1 + i]!) / labels.length
      state[0] = state[0]! + 1
      draw(state, chance)
      out.rewards[0] = 1 - 2 * distance
      out.terminated = state[0] >= 10
      out.truncated = false
    },
    score: () => 0,
  }
}

export const echoButtons = echoAll({ kind: 'multi-binary', labels: ['left', 'right', 'jump'] })
export const echoStick = echoAll({ kind: 'continuous', labels: ['x', 'y'] })
