import type { SeededChance } from '../../core/chance.ts'
import type { Domain } from '../../core/domain.ts'
import type { Row, Task } from '../../core/task.ts'
import { VectorEnv } from '../../core/vector-env.ts'
import { builtInOpponent } from './opponents.ts'

export interface DemonstrationsConfig {
  task: Task
  observation: string
  /** Of the built-in that sits in every seat. Throws where the task has none such. */
  strength: string
  /** Of each match; the most that the task has when missing. */
  seats?: number
  domain?: Domain
  seed: number
}

/** Matches that are demonstrated, each to its end: there the rewards are. */
const MATCHES = 100

/** Moments of matches that built-ins play: what is worth practising where rewards are rare, because the way from there is short (Salimans & Chen 2018,
 *  "Learning Montezuma's Revenge from a single demonstration"; Resnick et al. 2018, "Backplay"). Nobody learns what the built-in does: the moments
 *  are starts, and no more. */
export class Demonstrations {
  /** The moments of each match, in their order. */
  private readonly matches: readonly Row[][]

  constructor({ task, strength, ...config }: DemonstrationsConfig) {
    const builtIn = task.builtIns.find((candidate) => candidate.strength === strength)
    if (!builtIn) throw new Error(`${task.id} has no built-in of strength "${strength}"`)
    const env = new VectorEnv({ task, environments: MATCHES, ...config })
    const seats = Array.from({ length: env.seats }, (_, seat) => new Uint8Array(MATCHES).fill(seat))
    const players = builtInOpponent(builtIn)
    const actions = new Uint32Array(MATCHES * env.seats)
    this.matches = env.rows.map(() => [])
    let playing = [...env.rows.keys()]
    while (playing.length > 0) {
      for (const seat of seats) players.decide(env, playing, seat, actions)
      for (const e of playing) this.matches[e]!.push(env.rows[e]!.slice())
      env.step(actions)
      playing = playing.filter((e) => env.terminated[e] === 0 && env.truncated[e] === 0)
    }
  }

  /** Makes a fresh row one of the moments, one near the end of its match more often than one at its beginning: half of them are in the last
   *  quarter. */
  start(state: Row, chance: SeededChance): void {
    const moments = this.matches[chance.below(MATCHES)]!
    const left = chance.uniform() ** 2
    state.set(moments[Math.min(moments.length - 1, Math.floor((1 - left) * moments.length))]!)
  }
}
