import type { ActiveNumbers } from '../../core/active-numbers.ts'
import { SeededChance } from '../../core/chance.ts'
import type { Domain } from '../../core/domain.ts'
import type { Options, Row, Task } from '../../core/task.ts'
import { VectorEnv } from '../../core/vector-env.ts'
import type { SparseRowList } from '../../nets/sparse-rows.ts'
import { LearnerSlots, type LearnerEnv } from '../learner/learner-env.ts'
import type { Opponent } from './opponents.ts'
import { Seating } from './seating.ts'

/** So many environments against this opponent, which sits in all seats but the learner's; 'self': the learner sits in every seat and learns from
 *  all of them, as it does where there is one seat alone. */
export interface Matchup {
  environments: number
  opponent: Opponent | 'self'
  /** Counted under this name in the results. */
  name: string
  /** Ticks added to the opponent's action latency, drawn at each new episode; its own when missing. */
  reactionTicks?: (chance: SeededChance) => number
  /** The learner always sits here; it changes seats when missing. */
  learnerSeat?: number
  /** May overwrite the start of an episode, instead of the arena's own. */
  start?: (state: Row, chance: SeededChance) => void
}

export interface ArenaConfig {
  task: Task
  observation: string
  /** Observations come as lists of the numbers that are not 0: the task must have them so. */
  asLists?: boolean
  matchups: readonly Matchup[]
  seed: number
  /** Of each game; the most that the task has when missing. */
  seats?: number
  options?: Options
  /** What is varied from episode to episode, beside the delays of the learner and its opponents. */
  domain?: Domain
  /** Ticks added to the learner's action latency, drawn at each new episode; none when missing. */
  reactionTicks?: (chance: SeededChance) => number
  /** May overwrite the start of an episode. */
  start?: (state: Row, chance: SeededChance) => void
}

/** Points that the learner won and lost against the opponents of one name: rewards above and below the mean of theirs. */
export interface Tally {
  won: number
  lost: number
}

interface Slot {
  environment: number
  /** Null: wherever the learner sits at the moment. */
  seat: number | null
}

/** Games as a single learner sees them: it changes seats at each new episode, its opponents act by themselves. */
export class Arena extends LearnerSlots implements LearnerEnv {
  /** Points by the name of the matchup since they were last taken with `drainResults`. Those of 'self' have no loser and are all won. */
  private results = new Map<string, Tally>()
  private readonly env: VectorEnv
  private readonly chance: SeededChance
  private readonly actions: Uint32Array
  private readonly seating: Seating
  private readonly matchupOf: readonly Matchup[]
  private readonly groups: readonly { opponent: Opponent; environments: number[] }[]
  private readonly places: readonly Slot[]

  /** Throws where no environment is asked for, or an opponent has no seat. */
  constructor(config: ArenaConfig) {
    const { task, matchups } = config
    const seats = config.seats ?? task.seats.max
    const matchupOf = matchups.flatMap((matchup) => Array.from({ length: matchup.environments }, () => matchup))
    if (matchupOf.length === 0) throw new Error('An arena needs at least one environment')
    if (seats === 1 && matchupOf.some(({ opponent }) => opponent !== 'self'))
      throw new Error('Where there is one seat, there is no opponent')
    const places = matchupOf.flatMap(({ opponent }, environment): Slot[] =>
      opponent === 'self'
        ? Array.from({ length: seats }, (_, seat) => ({ environment, seat }))
        : [{ environment, seat: null }],
    )
    super(places.length, task.observations[config.observation]?.space.names.length ?? 0, config.asLists)
    this.matchupOf = matchupOf
    this.places = places
    this.groups = matchups.flatMap((matchup) => {
      const environments = [...matchupOf.keys()].filter((e) => matchupOf[e] === matchup)
      return matchup.opponent === 'self' || environments.length === 0
        ? []
        : [{ opponent: matchup.opponent, environments }]
    })
    this.chance = new SeededChance(config.seed)
    this.seating = new Seating(seats, matchupOf.length, (e) => e)
    this.actions = new Uint32Array(matchupOf.length * seats)
    this.env = new VectorEnv({
      task,
      observation: config.observation,
      active: config.asLists ?? false,
      environments: matchupOf.length,
      seats,
      seed: this.chance.word(),
      endOnReward: task.episode === 'point',
      ...(config.domain ? { domain: config.domain } : {}),
      options: (e) => this.begin(e, config.options ?? {}),
      reactionTicks: (e, seat) => {
        const matchup = matchupOf[e]!
        const { opponent } = matchup
        if (opponent === 'self' || seat === this.seating.own[e]) return config.reactionTicks?.(this.chance) ?? 0
        return matchup.reactionTicks?.(this.chance) ?? opponent.reactionTicks ?? 0
      },
      start: (row, e) => (matchupOf[e]!.start ?? config.start)?.(row, this.chance),
    })
    this.see()
  }

  step(actions: ArrayLike<number>): void {
    const { env, slots, places, seating } = this
    for (const { opponent, environments } of this.groups)
      for (const seats of seating.others) opponent.decide(env, environments, seats, this.actions)
    // The seats as they are before the step: an episode that ends in it changes them.
    const seatOf = seating.own.slice()
    for (let slot = 0; slot < slots; slot++) this.actions[this.indexOf(slot, seatOf)] = actions[slot]!
    env.step(this.actions)
    for (let slot = 0; slot < slots; slot++) {
      const e = places[slot]!.environment
      this.rewards[slot] = env.rewards[this.indexOf(slot, seatOf)]!
      this.terminated[slot] = env.terminated[e]!
      this.truncated[slot] = env.truncated[e]!
      this.count(slot, seatOf)
    }
    this.see(seatOf)
  }

  /** Points by the name of the matchup since the last call. */
  drainResults(): Map<string, Tally> {
    const taken = this.results
    this.results = new Map()
    return taken
  }

  /** By how much the reward of a slot was above the mean of the others' in the last step. */
  private leadOf(slot: number, learnerSeat: Uint8Array): number {
    const { seats, rewards } = this.env
    const { environment } = this.places[slot]!
    const own = this.indexOf(slot, learnerSeat)
    let others = 0
    for (let i = environment * seats; i < (environment + 1) * seats; i++) if (i !== own) others += rewards[i]!
    return rewards[own]! - others / (seats - 1)
  }

  private begin(environment: number, options: Options): Options {
    const { seating } = this
    const { opponent, learnerSeat } = this.matchupOf[environment]!
    seating.turn(environment, learnerSeat)
    if (opponent === 'self') return options
    opponent.begin(environment)
    return { ...options, ...seating.optionsAgainst(environment, opponent) }
  }

  private indexOf(slot: number, learnerSeat: Uint8Array): number {
    const { environment, seat } = this.places[slot]!
    return environment * this.env.seats + (seat ?? learnerSeat[environment]!)
  }

  /** Takes what the environments show. before: where the learner sat in the last step, if there was one. */
  private see(before?: Uint8Array): void {
    const { env, lists } = this
    if (lists) {
      if (before) this.copyLists(lists.finalObservations, env.finalActive, before)
      this.copyLists(lists.observations, env.active, this.seating.own)
      return
    }
    if (before) this.copyObservations(this.finalObservations, env.finalObservations, before)
    this.copyObservations(this.observations, env.observations, this.seating.own)
  }

  private copyLists(to: SparseRowList, from: readonly ActiveNumbers[], learnerSeat: Uint8Array): void {
    to.clear()
    for (let slot = 0; slot < this.slots; slot++) {
      const { places, values, count } = from[this.indexOf(slot, learnerSeat)]!
      to.addRow(places, values, count)
    }
  }

  private copyObservations(to: Float32Array, from: Float32Array, learnerSeat: Uint8Array): void {
    const size = this.observationSize
    for (let slot = 0; slot < this.slots; slot++) {
      const at = this.indexOf(slot, learnerSeat) * size
      for (let i = 0; i < size; i++) to[slot * size + i] = from[at + i]!
    }
  }

  private count(slot: number, learnerSeat: Uint8Array): void {
    const { environment } = this.places[slot]!
    const { name, opponent } = this.matchupOf[environment]!
    const lead = opponent === 'self' ? Math.max(0, this.rewards[slot]!) : this.leadOf(slot, learnerSeat)
    if (lead === 0) return
    const tally = this.results.get(name) ?? { won: 0, lost: 0 }
    if (lead > 0) tally.won++
    else tally.lost++
    this.results.set(name, tally)
  }
}
