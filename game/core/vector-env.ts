import { actionCodec } from './action-codec.ts'
import { type ActiveNumbers, activeLists } from './active-numbers.ts'
import { SeededChance } from './chance.ts'
import { addNoise, assertDomain, type Domain, drawLatency, drawNoise, drawOptions } from './domain.ts'
import { envBytes, envMemory, type EnvMemory, envShape } from './env-memory.ts'
import { StateHistory } from './state-history.ts'
import { newStepOut, type Observation, type Options, type Row, type Task } from './task.ts'

/** Decisions remembered for each seat at first, a power of two: enough for a delay of nearly a second at four ticks a decision. */
const FIRST_RING = 16
/** What makes the seed of an environment's variations another than that of its chances. */
const VARIATIONS = 0x5bd1e995

export interface VectorEnvConfig {
  task: Task
  /** Which of the task's observations `observations` holds. */
  observation: string
  /** Observations come as lists of the numbers that are not 0, in `active`, and not in full. */
  active?: boolean
  environments: number
  seed: number
  /** So many others with the same seed come before these: together they are what one would be that has them all. */
  before?: number
  /** What these environments write into; memory of their own when missing. */
  memory?: EnvMemory
  /** Seats of each environment; the most that the task has when missing. */
  seats?: number
  /** Options of an environment's next episode. */
  options?: (environment: number) => Options
  /** Ticks added to the action latency of a seat for the next episode, as a handicap does in matches. */
  reactionTicks?: (environment: number, seat: number) => number
  /** Called after each reset; may overwrite the row with another start position. */
  start?: (state: Row, environment: number) => void
  /** What is varied from episode to episode. The chances of the game stay as they are without it. */
  domain?: Domain
  /** A reward ends the episode (terminated): of a game in which points are rewarded, each is an episode of its own. */
  endOnReward?: boolean
}

/** Many environments of one task, stepped by decisions. All seats of all environments are seen and act.
 *
 * One `step` is one decision: `decisionPeriod` ticks, in which an action applies from tick 1 + actionLatency + reactionTicks after the state it
 * was chosen from, exactly as in a match. Autoreset mode: SAME_STEP, as Gymnasium names it: when an episode ends, `observations` already holds
 * the first observation of the next one, and `finalObservations` the last of the old. A step that ends an episode stops at that tick. */
export class VectorEnv {
  readonly task: Task
  readonly environments: number
  readonly seats: number
  /** Numbers of one observation. */
  readonly observationSize: number
  /** The state of each environment: rows of one N × S array. */
  readonly rows: readonly Row[]
  /** [environments × seats × observationSize]; empty where lists are asked for. */
  readonly observations: Float32Array
  /** [environments × seats × observationSize], valid where the last step ended an episode; empty where lists are asked for. */
  readonly finalObservations: Float32Array
  /** The same as lists [environments × seats]; empty where they are not asked for. */
  readonly active: readonly ActiveNumbers[]
  readonly finalActive: readonly ActiveNumbers[]
  /** Sum over the ticks of the last step [environments × seats]. */
  readonly rewards: Float32Array
  /** [environments] */
  readonly terminated: Uint8Array
  /** [environments] */
  readonly truncated: Uint8Array
  private readonly observation: Observation
  /** What each step asks of the task, at hand: tasks differ in shape, and where several are stepped looking it up takes as long as a tick. */
  private readonly decisionPeriod: number
  private readonly stepTask: Task['step']
  private readonly observeSeat: Observation['observe']
  private readonly chances: SeededChance[]
  /** What is drawn of the domain. */
  private readonly variations: SeededChance[]
  /** The most noise of each environment's episode. */
  private readonly noises: Float64Array
  private readonly codec
  /** The numbers of the actions in force in each environment [seats.max × numbers]. */
  private readonly inForce: readonly Float64Array[]
  private readonly out
  private readonly histories: readonly StateHistory[]
  /** Decisions not yet in force, as a ring of the last ones [environments × seats × ringSize]. */
  private ring: Uint32Array
  private ringSize = FIRST_RING
  private readonly decisions: Int32Array
  /** A decision comes into force so many steps after that in which it was taken, and so many ticks into it [environments × seats]. */
  private readonly lags: Int32Array
  private readonly turns: Int32Array

  /** Makes the environments and resets them. Throws where the task has no such observation, or not as lists, or allows no such domain. */
  constructor(private readonly config: VectorEnvConfig) {
    const { task, environments } = config
    const observation = task.observations[config.observation]
    if (!observation) throw new Error(`${task.id} has no observation "${config.observation}"`)
    if (config.domain) assertDomain(task, config.domain)
    if (config.domain?.noise && config.active) throw new RangeError('Lists of numbers are seen without noise')
    this.task = task
    this.observation = observation
    this.decisionPeriod = task.decisionPeriod
    this.stepTask = task.step
    this.observeSeat = observation.observe
    this.environments = environments
    this.seats = config.seats ?? task.seats.max
    this.observationSize = observation.space.names.length
    const size = task.layout.length
    const shape = envShape(task, observation, environments, this.seats, config.active ?? false)
    const memory = config.memory ?? envMemory(shape, new ArrayBuffer(envBytes(shape)))
    this.rows = Array.from({ length: environments }, (_, i) => memory.rows.subarray(i * size, (i + 1) * size))
    this.observations = memory.observations
    this.finalObservations = memory.finalObservations
    this.active = activeLists(memory.active)
    this.finalActive = activeLists(memory.finalActive)
    this.rewards = memory.rewards
    this.terminated = memory.terminated
    this.truncated = memory.truncated
    const seeds = new SeededChance(config.seed)
    for (let i = 0; i < (config.before ?? 0); i++) seeds.word()
    this.chances = this.rows.map(() => new SeededChance(seeds.word()))
    this.variations = this.chances.map((chance) => new SeededChance(chance.save()[0]! ^ VARIATIONS))
    this.noises = new Float64Array(environments)
    this.codec = actionCodec(task.action)
    this.inForce = this.rows.map(() => new Float64Array(task.seats.max * this.codec.numbers))
    this.out = newStepOut(task.seats.max)
    this.histories = this.rows.map(() => new StateHistory(observation.history, size))
    this.ring = new Uint32Array(environments * this.seats * this.ringSize)
    this.decisions = new Int32Array(environments)
    this.lags = new Int32Array(environments * this.seats)
    this.turns = new Int32Array(environments * this.seats)
    for (let i = 0; i < environments; i++) this.reset(i)
  }

  /** Starts a new episode in one environment. */
  reset(environment: number): void {
    const { config, task, seats } = this
    const row = this.rows[environment]!
    const variation = this.variations[environment]!
    const { domain = {} } = config
    const options = drawOptions(task, domain, config.options?.(environment) ?? {}, variation)
    this.noises[environment] = drawNoise(domain, variation)
    task.reset(row, options, this.chances[environment]!, seats)
    config.start?.(row, environment)
    this.histories[environment]!.clear()
    this.decisions[environment] = 0
    for (let seat = 0; seat < seats; seat++) {
      const added = (config.reactionTicks?.(environment, seat) ?? 0) + drawLatency(domain, variation)
      const delay = task.actionLatency + added
      if (!Number.isInteger(delay) || delay < 0) throw new Error(`${delay} is no delay in ticks`)
      const lag = Math.floor(delay / task.decisionPeriod)
      this.lags[environment * seats + seat] = lag
      this.turns[environment * seats + seat] = delay - lag * task.decisionPeriod
      this.codec.decode(0, this.inForce[environment]!, seat * this.codec.numbers)
      // The newest decision, and all that are still on their way.
      this.growRing(lag + 3)
    }
    this.ring.fill(0, environment * seats * this.ringSize, (environment + 1) * seats * this.ringSize)
    this.observe(environment, this.observations, this.active)
  }

  /** Makes room for so many decisions of each seat; those on their way keep their places. */
  private growRing(needed: number): void {
    const before = this.ringSize
    if (needed <= before) return
    const { ring } = this
    while (this.ringSize < needed) this.ringSize *= 2
    this.ring = new Uint32Array(this.environments * this.seats * this.ringSize)
    for (let i = 0; i < this.environments * this.seats; i++) {
      const made = this.decisions[Math.floor(i / this.seats)]!
      for (let decision = Math.max(0, made - before); decision < made; decision++)
        this.ring[i * this.ringSize + (decision % this.ringSize)] = ring[i * before + (decision % before)]!
    }
  }

  /** Takes one decision for every seat of every environment. actions: codes [environments × seats]. */
  step(actions: ArrayLike<number>): void {
    for (let environment = 0; environment < this.environments; environment++) this.stepOne(environment, actions)
  }

  private stepOne(environment: number, actions: ArrayLike<number>): void {
    const { seats, ring, ringSize, out, rewards, turns, decisionPeriod } = this
    const row = this.rows[environment]!
    const chance = this.chances[environment]!
    const decision = this.decisions[environment]!
    const first = environment * seats
    const inForce = this.inForce[environment]!
    for (let seat = 0; seat < seats; seat++) {
      ring[(first + seat) * ringSize + (decision & (ringSize - 1))] = actions[first + seat]!
      rewards[first + seat] = 0
    }
    this.histories[environment]!.keep(row)
    let ended = false
    for (let tick = 0; tick < decisionPeriod && !ended; tick++) {
      for (let seat = 0; seat < seats; seat++) if (turns[first + seat] === tick) this.act(environment, seat, decision)
      this.stepTask(row, inForce, chance, out)
      let rewarded = false
      for (let seat = 0; seat < seats; seat++) {
        const reward = out.rewards[seat]!
        if (reward === 0) continue
        rewards[first + seat] = rewards[first + seat]! + reward
        rewarded = true
      }
      if (rewarded && this.config.endOnReward) out.terminated = true
      ended = out.terminated || out.truncated
    }
    this.terminated[environment] = out.terminated ? 1 : 0
    this.truncated[environment] = out.truncated && !out.terminated ? 1 : 0
    this.decisions[environment] = decision + 1
    if (ended) {
      this.observe(environment, this.finalObservations, this.finalActive)
      this.reset(environment)
    } else this.observe(environment, this.observations, this.active)
  }

  /** Has a seat do from now on what it decided last, but for the decisions that its delay still holds back. decision: the newest. */
  private act(environment: number, seat: number, decision: number): void {
    const { codec, ringSize } = this
    const slot = environment * this.seats + seat
    const due = decision - this.lags[slot]!
    const code = due < 0 ? 0 : this.ring[slot * ringSize + (due & (ringSize - 1))]!
    codec.decode(code, this.inForce[environment]!, seat * codec.numbers)
  }

  private observe(environment: number, out: Float32Array, lists: readonly ActiveNumbers[]): void {
    const { seats, observationSize } = this
    const row = this.rows[environment]!
    const { earlier } = this.histories[environment]!
    const first = environment * seats
    if (lists.length > 0) {
      const active = this.observation.active!
      for (let seat = 0; seat < seats; seat++) active.observe(row, seat, lists[first + seat]!, earlier)
      return
    }
    const noise = this.noises[environment]!
    for (let seat = 0; seat < seats; seat++) {
      const at = (first + seat) * observationSize
      this.observeSeat(row, seat, out, at, earlier)
      if (noise > 0) addNoise(out, at, this.observation.space, noise, this.variations[environment]!)
    }
  }
}
