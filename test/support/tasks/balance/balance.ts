import { actionCodec } from '../../../../game/core/action-codec.ts'
import { uniform } from '../../../../game/core/chance.ts'
import { box } from '../../../../game/core/spaces.ts'
import type { BuiltIn, Row, Task } from '../../../../game/core/task.ts'

const TICK = 0
const LENGTH = 1
const X = 2
const V = 3
const SCORE = 4

/** # Balance v1 — stay in the middle, where nothing stays by itself.
 *
 * Alone. Action: one push from −1 to 1. Each tick v grows by 0.02 × push + 0.01 × x, and x by v; at ±1 it stops.
 * Reward: 1 − |x|. Start: x uniform in ±0.5, v 0. Ends: terminated after `length` ticks. 20 ticks a second, a decision every 2.
 * | obs | meaning                                   | min | max |
 * | 0   | x                                         | −1  | 1   |
 * | 1   | how x has changed since the last decision | −2  | 2   | */
export const balance: Task = {
  id: 'balance',
  version: 1,
  name: 'Balance',
  about: 'Stay in the middle.',
  seats: { min: 1, max: 1 },
  ticksPerSecond: 20,
  decisionPeriod: 2,
  actionLatency: 0,
  longestReactionTicks: 4,
  maxTicks: 1_000,
  action: { kind: 'continuous', labels: ['push'] },
  observations: {
    moves: {
      name: 'moves',
      space: box({ x: [-1, 1], change: [-2, 2] }),
      history: 1,
      observe(state, _seat, out, offset, earlier = []) {
        out[offset] = state[X]!
        out[offset + 1] = state[X]! - (earlier[0]?.[X] ?? state[X]!) + 0
      },
    },
  },
  options: {
    length: {
      label: 'Length',
      default: 100,
      min: 10,
      max: 1_000,
      integer: true,
      choices: [
        { value: 40, label: 'Short' },
        { value: 100, label: 'Usual' },
      ],
      say: (ticks) => `for ${ticks / 20} seconds`,
      chooser: 'players',
    },
  },
  quickGame: { length: 40 },
  episode: 'match',
  leaver: 'ends',
  scoring: { unit: 'steadiness', ranked: 'score', show: (score) => score.toFixed(1) },
  study: null,
  maxReturn: (options) => options['length']!,
  layout: ['tick', 'length', 'x', 'v', 'score'],
  builtIns: [builtIn('steady', 'Steady', 8), builtIn('shaky', 'Shaky', 1.2)],
  reset(state, options, chance) {
    state.fill(0)
    state[LENGTH] = options['length']!
    state[X] = uniform(chance) - 0.5 + 0
  },
  asksChance: () => false,
  step(state, actions, _chance, out) {
    const v = state[V]! + 0.02 * actions[0]! + 0.01 * state[X]!
    const x = Math.max(-1, Math.min(1, state[X]! + v)) + 0
    state[TICK]!++
    state[V] = x === 1 || x === -1 ? 0 : v + 0
    state[X] = x
    const reward = 1 - Math.abs(x)
    state[SCORE] = state[SCORE]! + reward
    out.rewards[0] = reward
    out.terminated = state[TICK]! >= state[LENGTH]!
    out.truncated = false
  },
  score: (state) => state[SCORE]!,
  atServe: () => false,
}

/** Pushes back, harder the further it is and the faster it goes. */
function builtIn(strength: string, name: string, firmness: number): BuiltIn {
  const { encode } = actionCodec({ kind: 'continuous', labels: ['push'] })
  return {
    strength,
    name,
    description: 'Pushes back.',
    options: () => ({}),
    create: () => ({
      decide: (state: Row) => encode([-firmness * (state[X]! + 4 * state[V]!)], 0),
    }),
  }
}
