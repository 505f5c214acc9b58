import { LogWriter, type LogEvent } from '../../game/core/match-log.ts'
import { actionCodec } from '../../game/core/action-codec.ts'
import type { NetworkSpec } from '../../game/nets/spec.ts'
import { taskById } from '../../game/tasks/index.ts'
import type { MatchClient } from '../_net/match-client.ts'
import type { Learning, MatchEntry } from '../_net/match-snapshot.ts'
import { toBytes, type Pipe } from '../_net/pipe.ts'
import type { TrainerClient, TrainerOptions } from '../_trainer/trainer-client.ts'
import { startingStatus, type Proposal, type TrainerStatus } from '../_trainer/trainer-protocol.ts'

/** What the learning panel shows of the trainer and of what became of its proposals. */
export interface LearningState {
  trainer: TrainerStatus
  sent: number
  applied: number
  refused: number
  /** Why the last refused update was refused; null: none was. */
  refusal: string | null
  /** Why training rests; null: it does not. */
  resting: 'hidden' | 'over' | null
  /** When each accepted revision was learned, ms of the page's monotonic clock, by its hash. */
  learnedAt: ReadonlyMap<string, number>
}

/** The page's end of a trainer, and what is needed around it; tests hand in their own. */
export interface LearningDeps {
  createTrainer(
    options: TrainerOptions,
  ): Promise<Pick<TrainerClient, 'ticks' | 'served' | 'refused' | 'pause' | 'stop'>>
  /** The bytes of these weights; null where they cannot be had. */
  fetchWeights(hash: string): Promise<Uint8Array | null>
  /** Ms, monotonic. */
  now(): number
  hidden(): boolean
}

const pageDeps: LearningDeps = {
  async createTrainer(options) {
    const { TrainerClient: Trainer } = await import('../_trainer/trainer-client.ts')
    return new Trainer(options)
  },
  async fetchWeights(hash) {
    const response = await fetch(`/api/weights/${hash}`).catch(() => null)
    return response?.ok ? new Uint8Array(await response.arrayBuffer()) : null
  },
  now: () => performance.now(),
  hidden: () => document.hidden,
}

/** React hears of it at most this often, ms. */
const TELL_MILLIS = 500

/** Joins the trainer to the match: ticks go to it, its proposals to the server, the answers back. */
export class LearningLink {
  state: LearningState = {
    trainer: startingStatus,
    sent: 0,
    applied: 0,
    refused: 0,
    refusal: null,
    resting: null,
    learnedAt: new Map(),
  }
  private trainer: Awaited<ReturnType<LearningDeps['createTrainer']>> | null = null
  private served: string
  private told: ReturnType<typeof setTimeout> | null = null
  private stopped = false
  private readonly early: Parameters<typeof this.ticks>[] = []
  private readonly stops: (() => void)[] = []
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly client: MatchClient,
    private readonly pipe: Pick<Pipe, 'ask'>,
    private readonly entry: MatchEntry,
    private readonly learning: Learning,
    private readonly deps: LearningDeps = pageDeps,
  ) {
    this.served = learning.hash
    this.stops.push(client.onTicks((base, to, events) => this.ticks(base, to, events)))
    this.stops.push(client.subscribe(() => this.matchChanged()))
  }

  /** Loads and starts the trainer. The match so far is told to it first. */
  async start(): Promise<void> {
    const { learning, entry } = this
    const trainer = await this.deps.createTrainer({
      header: entry.header,
      seat: learning.seat,
      spec: learning.spec as NetworkSpec,
      observation: learning.observation,
      revision: learning.revision,
      hash: learning.hash,
      weights: toWeights(toBytes(learning.weights)),
      onProposal: (proposal) => void this.push(proposal),
      onStatus: (trainer) =>
        this.change({
          trainer,
          resting: this.state.resting === 'over' ? 'over' : this.deps.hidden() ? 'hidden' : null,
        }),
    })
    // The screen was left, or the match ended, while the trainer was loading.
    if (this.stopped || this.state.resting === 'over') return trainer.stop()
    this.trainer = trainer
    for (const [base, to, events] of this.early) this.ticks(base, to, events)
    this.early.length = 0
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  stop(): void {
    this.stopped = true
    for (const end of this.stops) end()
    this.trainer?.stop()
    this.trainer = null
    if (this.told !== null) clearTimeout(this.told)
  }

  private ticks(base: number, to: number, events: readonly LogEvent[]): void {
    if (!this.trainer) {
      this.early.push([base, to, events])
      return
    }
    const writer = new LogWriter(actionCodec(taskById(this.entry.header.task).action).bytes)
    writer.lastTick = base
    for (const event of events) writer.write(event)
    this.trainer.ticks(base, to, writer.slice())
  }

  private async push(proposal: Proposal): Promise<void> {
    this.change({ sent: this.state.sent + 1 })
    const reply = await this.pipe.ask('model:push', {
      match: this.entry.match,
      agent: this.learning.agent,
      base: proposal.base,
      hash: proposal.hash,
      delta: proposal.delta,
      stats: proposal.stats,
    })
    if (this.stopped) return
    if (reply.ok) {
      this.served = reply.hash
      const learnedAt = new Map(this.state.learnedAt).set(reply.hash, this.deps.now())
      this.change({ applied: this.state.applied + 1, learnedAt })
      this.trainer?.served(reply.revision, reply.hash)
      return
    }
    this.change({ refused: this.state.refused + 1, refusal: reply.message })
    this.trainer?.refused(reply.message)
    if ('headHash' in reply && reply.headHash && reply.headRevision !== null && reply.headHash !== proposal.base)
      await this.continueFrom(reply.headRevision, reply.headHash)
  }

  /** The server holds other weights than the trainer thought: fetch them and go on from there. */
  private async continueFrom(revision: number, hash: string): Promise<void> {
    const weights = await this.deps.fetchWeights(hash)
    if (!weights || this.stopped) return
    this.served = hash
    this.trainer?.served(revision, hash, toWeights(weights))
  }

  private matchChanged(): void {
    const { snapshot } = this.client
    if ((snapshot.result || snapshot.state === 'taken') && this.state.resting !== 'over') {
      this.trainer?.stop()
      this.trainer = null
      this.change({ resting: 'over' })
      return
    }
    this.trainer?.pause(snapshot.paused || snapshot.link.state !== 'connected')
    const now = snapshot.entry?.learning
    if (now && now !== this.learning && now.hash !== this.served && now.weights) {
      // Joined again after a loss: the answer to a push may have been lost with the connection.
      this.served = now.hash
      this.trainer?.served(now.revision, now.hash, toWeights(toBytes(now.weights)))
    }
  }

  private change(part: Partial<LearningState>): void {
    this.state = { ...this.state, ...part }
    this.told ??= setTimeout(() => {
      this.told = null
      for (const listener of this.listeners) listener()
    }, TELL_MILLIS)
  }
}

/** Little-endian float32 bytes as numbers; copied, because the bytes may lie at an odd place. */
function toWeights(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer)
}
