import { uniform } from '../../../../game/core/chance.ts'
import type { FiniteModel, Transition } from '../../../../game/core/finite-model.ts'
import { box, discrete } from '../../../../game/core/spaces.ts'
import type { Task } from '../../../../game/core/task.ts'
import { plainMatch } from '../../plain-match.ts'

const PLACES = 5
/** How often a step goes where it was meant to. */
const SURE = 0.75

const model: FiniteModel = {
  states: PLACES,
  actions: 2,
  stateOf: (state) => state[0]!,
  starts: [{ state: 2, probability: 1 }],
  transitions(state, action) {
    const towards = (right: boolean, probability: number): Transition => {
      const place = state + (right ? 1 : -1)
      const terminated = place < 0 || place >= PLACES
      return { probability, next: terminated ? state : place, reward: place >= PLACES ? 1 : 0, terminated }
    }
    return [towards(action === 1, SURE), towards(action === 0, 1 - SURE)]
  },
}

/** # Walk v1 — find the right end of five places.
 *
 * Alone. Actions: 0 left, 1 right; each goes the other way once in four times. Start: in the middle. Reward: 1 beyond the right end.
 * Ends: terminated beyond either end; truncated after 200 steps. After the random walk of Sutton & Barto, example 6.2. Its model is whole. */
export const walk: Task = {
  ...plainMatch,
  id: 'walk',
  version: 1,
  name: 'Walk',
  about: 'Walk to the end of the line.',
  seats: { min: 1, max: 1 },
  ticksPerSecond: 10,
  decisionPeriod: 1,
  actionLatency: 0,
  maxTicks: 200,
  action: discrete(['left', 'right']),
  observations: {
    state: {
      name: 'state',
      space: box({ place: [0, PLACES - 1] }),
      history: 0,
      observe: (state, _seat, out, offset) => void (out[offset] = state[0]!),
    },
  },
  scoring: { unit: 'ends', ranked: 'score', show: String },
  model,
  maxReturn: () => 1,
  layout: ['place', 'tick', 'score'],
  builtIns: [],
  reset(state) {
    state.fill(0)
    state[0] = 2
  },
  asksChance: () => true,
  step(state, actions, chance, out) {
    const right = (actions[0] === 1) === uniform(chance) < SURE
    const place = state[0]! + (right ? 1 : -1)
    state[1]!++
    out.rewards[0] = place >= PLACES ? 1 : 0
    out.terminated = place < 0 || place >= PLACES
    out.truncated = !out.terminated && state[1]! >= 200
    state[2] = state[2]! + out.rewards[0]
    if (!out.terminated) state[0] = place
  },
  score: (state) => state[2]!,
  atServe: () => false,
}
