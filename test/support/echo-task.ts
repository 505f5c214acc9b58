import { box, discrete } from '../../game/core/spaces.ts'
import type { Task } from '../../game/core/task.ts'
import { uniform } from '../../game/core/chance.ts'

/** # Echo v1 — do what you are shown.
 * Observation: two numbers, of which one is 1: the action wanted now.
 * Actions: 0 or 1. Reward: +1 for the wanted action, else −1. Ends: terminated after 10 steps. The wanted action is drawn anew each step. */
export const echoTask: Task = {
  id: 'echo',
  version: 1,
  name: 'Echo',
  seats: 1,
  ticksPerSecond: 10,
  decisionPeriod: 1,
  actionLatency: 0,
  maxTicks: 100,
  action: discrete(['zero', 'one']),
  observations: {
    state: {
      name: 'state',
      space: box({ zero: [0, 1], one: [0, 1] }),
      observe(state, _seat, out, offset) {
        out[offset] = 1 - state[1]!
        out[offset + 1] = state[1]!
      },
    },
  },
  options: {},
  layout: ['tick', 'wanted', 'right'],
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
