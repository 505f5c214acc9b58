import { SeededChance, type Chance } from '../../core/chance.ts'
import type { BuiltIn, Options } from '../../core/task.ts'
import type { VectorEnv } from '../../core/vector-env.ts'
import { actionHead, drawActions, likeliestActions, type ActionHead } from '../../nets/action-head.ts'
import type { ActingPolicy } from '../../nets/acting-policy.ts'
import { SparseRowList } from '../../nets/sparse-rows.ts'
import { inputSize } from '../../nets/spec.ts'

/** The player of every seat but the learner's, in some environments. */
export interface Opponent {
  /** Ticks added to its action latency wherever nobody says otherwise; none when missing. */
  readonly reactionTicks?: number
  /** Options of a match in which it sits in this seat. */
  options(seat: number): Options
  /** A new episode began in this environment. */
  begin(environment: number): void
  /** Writes its action code for each of these environments to `actions` [environments of env × seats].
   *  seats: where it sits [environments of env]. */
  decide(env: VectorEnv, environments: readonly number[], seats: Uint8Array, actions: Uint32Array): void
}

type Player = ReturnType<BuiltIn['create']>

/** A built-in of the task: a player of its own in each seat that it has in an environment. chance: what all of them draw from. */
export function builtInOpponent(builtIn: BuiltIn, chance: Chance = new SeededChance(1)): Opponent {
  const players = new Map<number, Map<number, Player>>()
  const playerOf = (environment: number, seat: number): Player => {
    const seated = players.get(environment) ?? new Map<number, Player>()
    const player = seated.get(seat) ?? builtIn.create(chance)
    players.set(environment, seated.set(seat, player))
    return player
  }
  return {
    options: (seat) => builtIn.options(seat),
    begin: (environment) => void players.delete(environment),
    decide(env, environments, seats, actions) {
      for (const e of environments)
        actions[e * env.seats + seats[e]!] = playerOf(e, seats[e]!).decide(env.rows[e]!, seats[e]!)
    },
  }
}

/** Writes what a player in this seat goes by to `out` from `at` on. */
export type Look = (env: VectorEnv, environment: number, seat: number, out: Float32Array, at: number) => void

/** What `env` shows. */
const observed: Look = (env, environment, seat, out, at) => {
  const size = env.observationSize
  const from = (environment * env.seats + seat) * size
  for (let i = 0; i < size; i++) out[at + i] = env.observations[from + i]!
}

/** A network that samples its actions, or takes the likeliest where there is no chance. The network may be changed or replaced between decisions. */
export function policyOpponent(
  network: () => ActingPolicy,
  chance: SeededChance | null,
  look: Look = observed,
): Opponent {
  let observations = new Float32Array(0)
  const lists = new SparseRowList()
  let outputs = new Float32Array(0)
  let raw = new Float32Array(0)
  let codes = new Uint32Array(0)
  let head: ActionHead | null = null
  return {
    options: () => ({}),
    begin: () => undefined,
    decide(env, environments, seats, actions) {
      const forward = network()
      const size = inputSize(forward.spec.actor)
      head ??= actionHead(env.task.action)
      const rows = environments.length
      if (codes.length < rows) {
        observations = new Float32Array(env.active.length > 0 ? 0 : rows * size)
        outputs = new Float32Array(rows * head.outputs)
        raw = new Float32Array(rows * head.numbers)
        codes = new Uint32Array(rows)
      }
      if (env.active.length > 0) {
        lists.clear()
        for (const e of environments) {
          const { places, values, count } = env.active[e * env.seats + seats[e]!]!
          lists.addRow(places, values, count)
        }
      } else for (const [row, e] of environments.entries()) look(env, e, seats[e]!, observations, row * size)
      forward.outputs(env.active.length > 0 ? lists : observations, rows, outputs)
      if (chance) drawActions(head, outputs, rows, chance, raw, codes)
      else likeliestActions(head, outputs, rows, raw, codes)
      for (const [row, e] of environments.entries()) actions[e * env.seats + seats[e]!] = codes[row]!
    },
  }
}
