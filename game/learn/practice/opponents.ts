import type { SeededChance } from '../../core/chance.ts'
import type { BuiltIn, Options } from '../../core/task.ts'
import type { VectorEnv } from '../../core/vector-env.ts'
import { actionHead, drawActions, type ActionHead } from '../../nets/action-head.ts'
import type { Forward } from '../../nets/forward.ts'

/** Who sits across from the learner in some environments of an Arena. */
export interface Opponent {
  /** Options of a match in which it sits in this seat. */
  options(seat: number): Options
  /** A new episode began in this environment. */
  begin(environment: number): void
  /** Writes its action code for each of these environments to `actions` [environments of env × seats].
   *  seats: where it sits [environments of env]. */
  decide(env: VectorEnv, environments: readonly number[], seats: Uint8Array, actions: Uint32Array): void
}

/** A built-in of the task: a player of its own in each environment. */
export function builtInOpponent(builtIn: BuiltIn): Opponent {
  const players = new Map<number, ReturnType<BuiltIn['create']>>()
  const playerOf = (environment: number): ReturnType<BuiltIn['create']> => {
    const player = players.get(environment) ?? builtIn.create()
    players.set(environment, player)
    return player
  }
  return {
    options: (seat) => builtIn.options(seat),
    begin: (environment) => void players.delete(environment),
    decide(env, environments, seats, actions) {
      for (const e of environments) actions[e * env.seats + seats[e]!] = playerOf(e).decide(env.rows[e]!, seats[e]!)
    },
  }
}

/** A network that samples its actions. The network may be changed or replaced between decisions. */
export function policyOpponent(network: () => Forward, chance: SeededChance): Opponent {
  let observations = new Float32Array(0)
  let outputs = new Float32Array(0)
  let raw = new Float32Array(0)
  let codes = new Uint32Array(0)
  let head: ActionHead | null = null
  return {
    options: () => ({}),
    begin: () => undefined,
    decide(env, environments, seats, actions) {
      const forward = network()
      const size = env.observationSize
      head ??= actionHead(env.task.action)
      const rows = environments.length
      if (codes.length < rows) {
        observations = new Float32Array(rows * size)
        outputs = new Float32Array(rows * head.outputs)
        raw = new Float32Array(rows * head.numbers)
        codes = new Uint32Array(rows)
      }
      for (const [row, e] of environments.entries()) {
        const from = (e * env.seats + seats[e]!) * size
        for (let i = 0; i < size; i++) observations[row * size + i] = env.observations[from + i]!
      }
      forward.outputs(observations, rows, outputs)
      drawActions(head, outputs, rows, chance, raw, codes)
      for (const [row, e] of environments.entries()) actions[e * env.seats + seats[e]!] = codes[row]!
    },
  }
}
