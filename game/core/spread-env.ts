import { type ActiveNumbers, activeLists } from './active-numbers.ts'
import type { Domain } from './domain.ts'
import { envBytes, envMemory, type EnvMemory, envShape, partOf } from './env-memory.ts'
import type { Options, Row, Task } from './task.ts'
import { VectorEnv } from './vector-env.ts'

/** What environments that are spread over threads are made of: of a VectorEnvConfig what can be told to another thread. */
export interface SpreadEnvConfig {
  task: Task
  observation: string
  active?: boolean
  environments: number
  seed: number
  seats?: number
  /** Options of every episode. */
  options?: Options
  domain?: Domain
  endOnReward?: boolean
}

/** What a thread is told: its part, and the memory that all of them share. */
export interface StepperSetup extends Omit<SpreadEnvConfig, 'task'> {
  task: { id: string; version: number }
  /** Its environments: from the first to before the last. */
  from: number
  to: number
  /** What all environments write (envMemory). */
  memory: SharedArrayBuffer
  /** Codes of the actions of all seats [environments × seats] uint32. */
  actions: SharedArrayBuffer
  /** See TURN, DONE and STOP [3] int32. */
  control: SharedArrayBuffer
}

/** Steps that were asked for. */
const TURN = 0
/** Threads that have taken the last of them. */
const DONE = 1
/** Not 0: no more will come. */
const STOP = 2
/** Longer than any step takes. */
const LOST_MS = 60_000

/** A thread that runs `runStepper`. */
export interface StepperThread {
  end(): void
}

/** Many environments of one task, stepped by several threads at once, this one among them; to whoever uses it, one VectorEnv: the same seed gives
 *  the same, bit for bit, on any number of threads. A step waits for all of them, which a page's own thread may not: there it belongs into a worker. */
export class SpreadEnv {
  readonly task: Task
  readonly environments: number
  readonly seats: number
  /** As a VectorEnv's. */
  readonly rows: readonly Row[]
  readonly observations: Float32Array
  readonly finalObservations: Float32Array
  readonly active: readonly ActiveNumbers[]
  readonly finalActive: readonly ActiveNumbers[]
  readonly rewards: Float32Array
  readonly terminated: Uint8Array
  readonly truncated: Uint8Array

  private constructor(
    private readonly own: VectorEnv,
    { task, environments }: SpreadEnvConfig,
    memory: EnvMemory,
    private readonly actions: Uint32Array,
    private readonly control: Int32Array,
    private readonly threads: readonly StepperThread[],
  ) {
    this.task = task
    this.environments = environments
    this.seats = own.seats
    const size = task.layout.length
    this.rows = Array.from({ length: environments }, (_, i) => memory.rows.subarray(i * size, (i + 1) * size))
    this.observations = memory.observations
    this.finalObservations = memory.finalObservations
    this.active = activeLists(memory.active)
    this.finalActive = activeLists(memory.finalActive)
    this.rewards = memory.rewards
    this.terminated = memory.terminated
    this.truncated = memory.truncated
  }

  /** threads: in all. start: starts one that runs `runStepper` with what it is told, and resolves when its environments are made. Rejects where
   *  one cannot be started, or the task has no such observation. */
  static async open(
    config: SpreadEnvConfig,
    threads: number,
    start: (setup: StepperSetup) => Promise<StepperThread>,
  ): Promise<SpreadEnv> {
    const { task, environments } = config
    const seats = config.seats ?? task.seats.max
    const observation = task.observations[config.observation]
    if (!observation) throw new Error(`${task.id} has no observation "${config.observation}"`)
    const shape = envShape(task, observation, environments, seats, config.active ?? false)
    const buffer = new SharedArrayBuffer(envBytes(shape))
    const actions = new SharedArrayBuffer(Uint32Array.BYTES_PER_ELEMENT * environments * seats)
    const control = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)
    const shared = { ...config, task: { id: task.id, version: task.version }, memory: buffer, actions, control }
    const ends = Array.from({ length: threads + 1 }, (_, i) => Math.floor((i * environments) / threads))
    const starting = ends.slice(1, -1).map((from, i) => start({ ...shared, from, to: ends[i + 2]! }))
    const others = await Promise.all(starting).catch((error: unknown) => {
      for (const one of starting)
        one.then(
          (thread) => thread.end(),
          () => undefined,
        )
      throw error
    })
    const memory = envMemory(shape, buffer)
    const own = new VectorEnv(partConfig(config, memory, seats, 0, ends[1]!))
    return new SpreadEnv(own, config, memory, new Uint32Array(actions), new Int32Array(control), others)
  }

  /** Takes one decision for every seat of every environment. actions: codes [environments × seats]. Throws where a thread was lost. */
  step(actions: ArrayLike<number>): void {
    const { control, threads, own } = this
    this.actions.set(actions)
    Atomics.store(control, DONE, 0)
    Atomics.add(control, TURN, 1)
    Atomics.notify(control, TURN)
    own.step(this.actions)
    for (let done = Atomics.load(control, DONE); done < threads.length; done = Atomics.load(control, DONE))
      if (Atomics.wait(control, DONE, done, LOST_MS) === 'timed-out')
        throw new Error('A thread that steps environments was lost')
  }

  /** Ends the other threads. */
  close(): void {
    Atomics.store(this.control, STOP, 1)
    Atomics.add(this.control, TURN, 1)
    Atomics.notify(this.control, TURN)
    for (const thread of this.threads) thread.end()
  }
}

/** Steps a part of a SpreadEnv's environments whenever that is asked for, until it is closed. task: that of the setup. made: called when they are
 *  made. */
export function runStepper(setup: StepperSetup, task: Task, made: () => void): void {
  const seats = setup.seats ?? task.seats.max
  const { from, to, environments } = setup
  const control = new Int32Array(setup.control)
  const actions = new Uint32Array(setup.actions).subarray(from * seats, to * seats)
  const shape = envShape(task, task.observations[setup.observation]!, environments, seats, setup.active ?? false)
  const env = new VectorEnv(partConfig({ ...setup, task }, envMemory(shape, setup.memory), seats, from, to))
  made()
  for (let turn = 0; ; turn++) {
    Atomics.wait(control, TURN, turn)
    if (Atomics.load(control, STOP) !== 0) return
    env.step(actions)
    Atomics.add(control, DONE, 1)
    Atomics.notify(control, DONE)
  }
}

function partConfig(config: SpreadEnvConfig, memory: EnvMemory, seats: number, from: number, to: number) {
  const { task, observation, active, environments, seed, options, domain, endOnReward } = config
  const shape = envShape(task, task.observations[observation]!, environments, seats, active ?? false)
  return {
    task,
    observation,
    seed,
    seats,
    ...(active === undefined ? {} : { active }),
    ...(endOnReward === undefined ? {} : { endOnReward }),
    ...(options ? { options: () => options } : {}),
    ...(domain ? { domain } : {}),
    environments: to - from,
    before: from,
    memory: partOf(memory, shape, from, to),
  }
}
