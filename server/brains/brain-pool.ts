import type { Worker } from 'node:worker_threads'
import { actionHead, type ActionHead } from '../../game/nets/action-head.ts'
import { weightsFromBytes } from '../../game/nets/hash.ts'
import { inputSize, type PolicySpec } from '../../game/nets/spec.ts'
import type { ActionSpace } from '../../game/core/spaces.ts'
import type { Observation } from '../../game/core/task.ts'
import type { Logger } from '../base/logger.ts'
import { Lateness, type LatenessReport } from '../base/lateness.ts'
import type { Millis, Timers } from '../base/time.ts'
import { BrainWorker } from './brain-worker.ts'
import type { Brain, Decision, Question } from './brain.ts'
import type { Answers } from './worker-messages.ts'

/** Longest time that the loading of weights may take, a restart of the thread included. */
const LOADING: Millis = 8_000

/** Weights that choose a task's actions from one of its observations. */
export interface PolicyWeights {
  spec: PolicySpec
  space: ActionSpace
  observation: Observation
  hash: string
  /** Little-endian float32. */
  weights: Uint8Array
}

interface Holding {
  spec: PolicySpec
  head: ActionHead
  worker: BrainWorker
  /** Brains that play this policy. */
  users: number
}

/** Questions of one turn of the loop that share a policy. */
interface Gathered {
  holding: Holding
  observations: number[]
  answers: ((answers: Answers | null, row: number) => void)[]
}

/** The threads in which policies decide. What is asked in one turn of the event loop goes out together, batched where a policy is shared. */
export class BrainPool {
  private readonly workers: BrainWorker[]
  private readonly holdings = new Map<string, Holding>()
  /** Networks over actions, as JSON: the number of one and the hash of weights name a policy. */
  private readonly shapes: string[] = []
  private gathered = new Map<string, Gathered>()
  private readonly waits = new Lateness()

  constructor(
    private readonly deps: {
      timers: Timers
      log: Logger
      /** Uniform in [0, 1): what actions are drawn with. */
      random: () => number
      workers?: number
      startThread?: () => Worker
    },
  ) {
    this.workers = Array.from(
      { length: deps.workers ?? 1 },
      () => new BrainWorker(deps.timers, deps.log, deps.startThread),
    )
  }

  /** A brain that plays these weights; resolves when it is ready to. Rejects where they do not fit. */
  async policy({ spec, space, observation, hash, weights }: PolicyWeights): Promise<Brain> {
    const key = this.keyOf(spec, space, hash)
    const known = this.holdings.get(key)
    const worker = known?.worker ?? this.workers.reduce((least, other) => (other.load < least.load ? other : least))
    const holding = known ?? { spec, head: actionHead(space), worker, users: 0 }
    this.holdings.set(key, holding)
    holding.users++
    let open = true
    const close = (): void => {
      if (open) this.release(key, holding)
      open = false
    }
    try {
      await this.inTime(worker.hold(key, { spec, space, weights: weightsFromBytes(weights) }))
    } catch (error) {
      close()
      throw error
    }
    return { decide: (batch) => this.ask(key, holding, observation, batch), close }
  }

  status(): { workers: number; restarts: number; policies: number; wait: LatenessReport } {
    const restarts = this.workers.reduce((sum, worker) => sum + worker.restarts, 0)
    return { workers: this.workers.length, restarts, policies: this.holdings.size, wait: this.waits.report() }
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()))
  }

  /** A thread that cannot be started must not keep people waiting for ever. */
  private inTime(loading: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.deps.timers.after(LOADING, () => reject(new Error('The policy could not be loaded in time')))
      void loading.then(resolve, reject).finally(cancel)
    })
  }

  private keyOf(spec: PolicySpec, space: ActionSpace, hash: string): string {
    const shape = JSON.stringify([spec, space])
    if (!this.shapes.includes(shape)) this.shapes.push(shape)
    return `${this.shapes.indexOf(shape)}/${hash}`
  }

  private release(key: string, holding: Holding): void {
    holding.users--
    if (holding.users > 0) return
    this.holdings.delete(key)
    holding.worker.drop(key)
  }

  private ask(
    key: string,
    holding: Holding,
    observation: Observation,
    batch: readonly Question[],
  ): Promise<Decision[]> {
    if (this.gathered.size === 0) queueMicrotask(() => this.flush())
    const gathered = this.gathered.get(key) ?? { holding, observations: [], answers: [] }
    this.gathered.set(key, gathered)
    const row = new Float32Array(inputSize(holding.spec.actor))
    return Promise.all(
      batch.map(({ state, seat, earlier }) => {
        observation.observe(state, seat, row, 0, earlier)
        gathered.observations.push(...row)
        return new Promise<Decision>((resolve, reject) => {
          gathered.answers.push((answers, at) => {
            if (answers) resolve(decisionAt(holding.head, answers, at))
            else reject(new Error('The policy could not decide'))
          })
        })
      }),
    )
  }

  private flush(): void {
    const all = [...this.gathered]
    this.gathered = new Map()
    for (const worker of this.workers) {
      const mine = all.filter(([, gathered]) => gathered.holding.worker === worker)
      if (mine.length > 0) this.send(worker, mine)
    }
  }

  private send(worker: BrainWorker, gathered: readonly (readonly [string, Gathered])[]): void {
    const groups = gathered.map(([key, { holding, observations, answers }]) => ({
      key,
      observations: Float32Array.from(observations),
      uniforms: Float64Array.from({ length: answers.length * holding.head.draws }, () => this.deps.random()),
    }))
    const asked = this.deps.timers.now()
    const hand = (results: readonly (Answers | null)[]): void => {
      for (const [i, [, { answers }]] of gathered.entries())
        answers.forEach((answer, row) => answer(results[i] ?? null, row))
    }
    worker.decide(groups).then(
      (results) => {
        const now = this.deps.timers.now()
        this.waits.record(now - asked, now)
        hand(results)
      },
      () => hand([]),
    )
  }
}

function decisionAt(head: ActionHead, answers: Answers, row: number): Decision {
  const value = answers.values?.[row] ?? null
  return { code: answers.codes[row]!, mind: { value, shown: head.show(answers.outputs, row) } }
}
