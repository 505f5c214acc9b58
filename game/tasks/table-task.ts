import { uniform } from '../core/chance.ts'
import type { FiniteModel, Transition } from '../core/finite-model.ts'
import { randomBuiltIn } from '../core/random-built-in.ts'
import { discrete } from '../core/spaces.ts'
import type { Task } from '../core/task.ts'
import { alone } from './alone.ts'
import { oneHot } from './one-hot.ts'

const STATE = 0
const TICK = 1
/** Sum of the rewards. */
const SCORE = 2

/** A Markov decision process that leaves nothing to chance but where it begins. */
export interface TableRules {
  id: string
  version: number
  name: string
  about: string
  /** How many states there are, numbered from 0. */
  states: number
  actions: readonly string[]
  /** States in which an episode begins, each as likely as any other. */
  starts: readonly number[]
  isTerminal(state: number): boolean
  /** What follows an action in a state that is not terminal. */
  move(state: number, action: number): { next: number; reward: number }
  /** Steps after which an episode is truncated. */
  maxTicks: number
  /** The most that rewards can add up to. */
  maxReturn: number
}

/** The task of such rules: one seat, a decision a tick, ten ticks a second. Its observation is `one-hot`, its built-in plays at random. Where
 *  an episode has ended, nothing changes any more and nothing is rewarded. */
export function tableTask(rules: TableRules): Task {
  const { id, version, name, about, states, starts, maxTicks } = rules
  const action = discrete(rules.actions)
  const actions = rules.actions.length
  const nexts = new Int32Array(states * actions)
  const rewards = new Float64Array(states * actions)
  const terminal = Uint8Array.from({ length: states }, (_, state) => (rules.isTerminal(state) ? 1 : 0))
  const transitions: Transition[][] = []
  for (let state = 0; state < states; state++)
    for (let one = 0; one < actions; one++) {
      const { next, reward } = terminal[state] ? { next: state, reward: 0 } : rules.move(state, one)
      nexts[transitions.length] = next
      rewards[transitions.length] = reward
      transitions.push([{ probability: 1, next, reward, terminated: terminal[next] === 1 }])
    }
  const model: FiniteModel = {
    states,
    actions,
    stateOf: (state) => state[STATE]!,
    starts: starts.map((state) => ({ state, probability: 1 / starts.length })),
    transitions: (state, one) => transitions[state * actions + one]!,
  }
  return {
    ...alone,
    id,
    version,
    name,
    about,
    ticksPerSecond: 10,
    longestReactionTicks: 0,
    maxTicks,
    action,
    observations: { 'one-hot': oneHot(model) },
    scoring: { unit: 'points', ranked: 'score', sort: 'mean', show: String },
    model,
    maxReturn: () => rules.maxReturn,
    layout: ['state', 'tick', 'score'],
    builtIns: [randomBuiltIn(action)],
    reset(s, _options, chance) {
      s[STATE] = starts.length === 1 ? starts[0]! : starts[Math.floor(starts.length * uniform(chance))]!
      s[TICK] = 0
      s[SCORE] = 0
    },
    step(s, moves, _chance, out) {
      const at = s[STATE]! * actions + moves[0]!
      const next = nexts[at]!
      const reward = rewards[at]!
      const tick = s[TICK]! + 1
      s[STATE] = next
      s[TICK] = tick
      s[SCORE] = s[SCORE]! + reward
      const over = terminal[next] === 1
      out.rewards[0] = reward
      out.terminated = over
      out.truncated = !over && tick >= maxTicks
    },
    score: (s) => s[SCORE]!,
  }
}
