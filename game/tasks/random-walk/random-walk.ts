import { uniform } from '../../core/chance.ts'
import type { FiniteModel, Transition } from '../../core/finite-model.ts'
import { randomBuiltIn } from '../../core/random-built-in.ts'
import { discrete } from '../../core/spaces.ts'
import type { Task } from '../../core/task.ts'
import { alone } from '../alone.ts'
import { oneHot } from '../one-hot.ts'

const STATE = 0
const TICK = 1
const SCORE = 2

/** The states from left to right: the left end, A to E, the right end. */
const LEFT_END = 0
const START = 3
const RIGHT_END = 6
const LONGEST = 200

const isEnd = (state: number): boolean => state === LEFT_END || state === RIGHT_END
const rewardAt = (state: number): number => (state === RIGHT_END ? 1 : 0)

const model: FiniteModel = {
  states: RIGHT_END + 1,
  actions: 1,
  stateOf: (state) => state[STATE]!,
  starts: [{ state: START, probability: 1 }],
  transitions(state) {
    if (isEnd(state)) return [{ probability: 1, next: state, reward: 0, terminated: true }]
    const to = (next: number): Transition => ({
      probability: 1 / 2,
      next,
      reward: rewardAt(next),
      terminated: isEnd(next),
    })
    return [to(state - 1), to(state + 1)]
  },
}

const action = discrete(['step'])

/** # Random Walk v1 — five places and no choice, example 6.2 of Sutton & Barto (2nd edition). A Markov reward process, for prediction.
 *
 * Alone. States: 0 the left end, 1 to 5 the places A to E, 6 the right end. The one action goes to the left or the right, each as likely.
 * Start: C, state 3. Reward: 1 for the step to the right end, else 0; the book does not discount.
 * Ends: terminated at either end; truncated after 200 steps.
 * Observation `one-hot`: 7 numbers, 1 at the state and 0 elsewhere. History: v1, the first. A change of any line above makes a new version.
 */
export const randomWalk: Task = {
  ...alone,
  id: 'random-walk',
  version: 1,
  name: 'Random Walk',
  about: 'Left or right by chance, until an end is reached.',
  ticksPerSecond: 10,
  longestReactionTicks: 0,
  maxTicks: LONGEST,
  action,
  observations: { 'one-hot': oneHot(model) },
  scoring: { unit: 'points', ranked: 'score', sort: 'mean', show: String },
  model,
  maxReturn: () => 1,
  layout: ['state', 'tick', 'score'],
  builtIns: [randomBuiltIn(action)],
  reset(s) {
    s[STATE] = START
    s[TICK] = 0
    s[SCORE] = 0
  },
  asksChance: () => true,
  step(s, _actions, chance, out) {
    const next = s[STATE]! + (uniform(chance) < 1 / 2 ? -1 : 1)
    const tick = s[TICK]! + 1
    const reward = rewardAt(next)
    s[STATE] = next
    s[TICK] = tick
    s[SCORE] = s[SCORE]! + reward
    out.rewards[0] = reward
    out.terminated = isEnd(next)
    out.truncated = !out.terminated && tick >= LONGEST
  },
  score: (s) => s[SCORE]!,
}
