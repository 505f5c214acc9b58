import { SeededChance } from '../../core/chance.ts'
import type { Options, Row, Task } from '../../core/task.ts'
import { VectorEnv } from '../../core/vector-env.ts'
import type { LearnerEnv } from '../learner/learner-env.ts'
import type { Opponent } from './opponents.ts'

/** So many environments against this opponent; 'self': the learner sits in both seats and learns from both. */
export interface Matchup {
  environments: number
  opponent: Opponent | 'self'
  /** Counted under this name in the results. */
  name: string
  /** Ticks added to the opponent's action latency, drawn at each new episode; none when missing. */
  reactionTicks?: (chance: SeededChance) => number
  /** The learner always sits here; it changes sides when missing. */
  learnerSeat?: number
  /** May overwrite the start of an episode, instead of the arena's own. */
  start?: (state: Row, chance: SeededChance) => void
}

export interface ArenaConfig {
  task: Task
  observation: string
  matchups: readonly Matchup[]
  seed: number
  options?: Options
  /** Ticks added to the learner's action latency, drawn at each new episode; none when missing. */
  reactionTicks?: (chance: SeededChance) => number
  /** May overwrite the start of an episode. */
  start?: (state: Row, chance: SeededChance) => void
  /** Each point is an episode of its own. Default true. */
  endOnReward?: boolean
}

/** Points won and lost by the learner against the opponents of one name. */
export interface Tally {
  won: number
  lost: number
}

/** Games of two seats as a single learner sees them: the learner changes sides at each new episode, its opponents act by themselves. */
export class Arena implements LearnerEnv {
  readonly slots: number
  readonly observationSize: number
  readonly observations: Float32Array
  readonly finalObservations: Float32Array
  readonly rewards: Float32Array
  readonly terminated: Uint8Array
  readonly truncated: Uint8Array
  /** Points by the name of the matchup since they were last taken with `takeResults`. Those of 'self' have no loser and are all won. */
  private results = new Map<string, Tally>()
  private readonly env: VectorEnv
  private readonly chance: SeededChance
  private readonly actions: Uint32Array
  /** Where the learner sits [environments]; in 'self' the first of its two slots is seat 0. */
  private readonly learnerSeat: Uint8Array
  private readonly opponentSeat: Uint8Array
  private readonly groups: { matchup: Matchup; environments: number[] }[] = []
  private readonly groupOf: Matchup[] = []
  /** Of each slot: its environment, and its seat or −1 for the learner's seat of the moment. */
  private readonly slotEnvironment: number[] = []
  private readonly slotSeat: number[] = []

  /** Throws where the task is not for two or no environment is asked for. */
  constructor(config: ArenaConfig) {
    const { task, matchups } = config
    if (task.seats.max !== 2) throw new Error(`An arena is for two seats; ${task.id} has ${task.seats.max}`)
    this.chance = new SeededChance(config.seed)
    for (const matchup of matchups) {
      const environments: number[] = []
      for (let i = 0; i < matchup.environments; i++) {
        const environment = this.groupOf.length
        this.groupOf.push(matchup)
        environments.push(environment)
        for (const seat of matchup.opponent === 'self' ? [0, 1] : [-1]) {
          this.slotEnvironment.push(environment)
          this.slotSeat.push(seat)
        }
      }
      if (environments.length > 0) this.groups.push({ matchup, environments })
    }
    const environments = this.groupOf.length
    if (environments === 0) throw new Error('An arena needs at least one environment')
    this.learnerSeat = Uint8Array.from({ length: environments }, (_, e) => e % 2)
    this.opponentSeat = this.learnerSeat.map((seat) => 1 - seat)
    this.env = new VectorEnv({
      task,
      observation: config.observation,
      environments,
      seed: this.chance.word(),
      endOnReward: config.endOnReward ?? true,
      options: (e) => this.begin(e, config.options ?? {}),
      reactionTicks: (e, seat) => {
        const matchup = this.groupOf[e]!
        const learner = matchup.opponent === 'self' || seat === this.learnerSeat[e]
        return (learner ? config : matchup).reactionTicks?.(this.chance) ?? 0
      },
      start: (row, e) => (this.groupOf[e]!.start ?? config.start)?.(row, this.chance),
    })
    this.slots = this.slotEnvironment.length
    this.observationSize = this.env.observationSize
    this.observations = new Float32Array(this.slots * this.observationSize)
    this.finalObservations = new Float32Array(this.slots * this.observationSize)
    this.rewards = new Float32Array(this.slots)
    this.terminated = new Uint8Array(this.slots)
    this.truncated = new Uint8Array(this.slots)
    this.actions = new Uint32Array(environments * 2)
    this.look(this.observations, this.env.observations)
  }

  step(actions: ArrayLike<number>): void {
    const { env, slots } = this
    for (const { matchup, environments } of this.groups)
      if (matchup.opponent !== 'self') matchup.opponent.decide(env, environments, this.opponentSeat, this.actions)
    // The seats as they are before the step: an episode that ends in it changes them.
    const seatOf = this.learnerSeat.slice()
    for (let slot = 0; slot < slots; slot++) this.actions[this.indexOf(slot, seatOf)] = actions[slot]!
    env.step(this.actions)
    for (let slot = 0; slot < slots; slot++) {
      const e = this.slotEnvironment[slot]!
      this.rewards[slot] = env.rewards[this.indexOf(slot, seatOf)]!
      this.terminated[slot] = env.terminated[e]!
      this.truncated[slot] = env.truncated[e]!
      if (this.rewards[slot] !== 0) this.count(slot)
    }
    this.look(this.finalObservations, env.finalObservations, seatOf)
    this.look(this.observations, env.observations)
  }

  /** Points by the name of the matchup since the last call. */
  takeResults(): Map<string, Tally> {
    const taken = this.results
    this.results = new Map()
    return taken
  }

  private begin(environment: number, options: Options): Options {
    const { opponent, learnerSeat } = this.groupOf[environment]!
    const seat = learnerSeat ?? 1 - this.learnerSeat[environment]!
    this.learnerSeat[environment] = seat
    this.opponentSeat[environment] = 1 - seat
    if (opponent === 'self') return options
    opponent.begin(environment)
    return { ...options, ...opponent.options(1 - seat) }
  }

  private indexOf(slot: number, learnerSeat: Uint8Array): number {
    const e = this.slotEnvironment[slot]!
    const seat = this.slotSeat[slot]!
    return e * 2 + (seat < 0 ? learnerSeat[e]! : seat)
  }

  private look(to: Float32Array, from: Float32Array, learnerSeat = this.learnerSeat): void {
    const size = this.observationSize
    for (let slot = 0; slot < this.slots; slot++) {
      const at = this.indexOf(slot, learnerSeat) * size
      for (let i = 0; i < size; i++) to[slot * size + i] = from[at + i]!
    }
  }

  private count(slot: number): void {
    const { name, opponent } = this.groupOf[this.slotEnvironment[slot]!]!
    if (opponent === 'self' && this.rewards[slot]! < 0) return
    const tally = this.results.get(name) ?? { won: 0, lost: 0 }
    if (this.rewards[slot]! > 0) tally.won++
    else tally.lost++
    this.results.set(name, tally)
  }
}
