import type { Foretold } from '../../../game/learn/sparring/foretelling.ts'
import type { PolicySpec } from '../../../game/nets/spec.ts'
import type { LogSlice, MatchFeed } from '../../_net/match-feed.ts'
import type { Learning, MatchEntry } from '../../_net/match-snapshot.ts'
import { toBytes, unreachable, type Pipe } from '../../_net/pipe.ts'
import type { TrainerClient, TrainerOptions } from '../../_trainer/trainer-client.ts'
import { fetchWeights } from '../../_api/fetch-weights.ts'
import { keptCurve, type KeptCurve } from './kept-curve.ts'
import { withProgress, type ProgressPoint } from './progress.ts'
import { startingStatus, type Proposal, type TrainerStatus } from '../../_trainer/trainer-protocol.ts'

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
  /** How the partner has done in this match against the one that it began with. */
  progress: readonly ProgressPoint[]
  /** It had learned in this match before its trainer began, from what, nobody knows any more: what it measures, it measures from then on. */
  cameBack: boolean
}

/** The page's end of a trainer, and what is needed around it; tests hand in their own. */
export interface LearningDeps {
  createTrainer(
    options: TrainerOptions,
  ): Promise<Pick<TrainerClient, 'ticks' | 'served' | 'refused' | 'pause' | 'stop'>>
  fetchWeights: typeof fetchWeights
  /** Ms, monotonic. */
  now(): number
  hidden(): boolean
  /** Where the curve of the match is kept for who goes away and comes back. */
  curve: KeptCurve
}

const pageDeps: LearningDeps = {
  async createTrainer(options) {
    const { TrainerClient: Trainer } = await import('../../_trainer/trainer-client.ts')
    return new Trainer(options)
  },
  fetchWeights,
  now: () => performance.now(),
  hidden: () => document.hidden,
  curve: keptCurve,
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
    progress: [],
    cameBack: false,
  }
  /** Hears where the player is expected, as soon as the trainer says so: React does not. */
  onForetold: (foretold: Foretold) => void = () => undefined
  private trainer: Awaited<ReturnType<LearningDeps['createTrainer']>> | null = null
  /** Hash of the weights that the server holds, as far as we know. */
  private served: string
  /** What the server said of the partner when we joined last: each said once, and overtaken by every answer to a push since. */
  private heard: Learning
  /** The last proposal, where its answer was lost with the connection: joining again shows what became of it. */
  private unanswered: Proposal | null = null
  /** What was counted before this trainer began, until it has counted itself. */
  private before: ProgressPoint | null = null
  private told: ReturnType<typeof setTimeout> | null = null
  private stopped = false
  private readonly early: LogSlice[] = []
  private readonly stops: (() => void)[] = []
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly feed: MatchFeed,
    private readonly pipe: Pick<Pipe, 'ask'>,
    private readonly entry: MatchEntry,
    private readonly learning: Learning,
    private readonly deps: LearningDeps = pageDeps,
  ) {
    this.served = learning.hash
    this.heard = learning
    this.state = { ...this.state, progress: deps.curve.read(entry.match) }
    this.stops.push(feed.onSlices((slice) => this.watch(slice)))
    this.stops.push(feed.subscribe(() => this.matchChanged()))
  }

  /** Loads and starts the trainer. The match so far is told to it first. */
  async start(): Promise<void> {
    const { learning, entry } = this
    const first = await this.firstWeights()
    // The curve goes on where it stopped: nothing was practised meanwhile.
    const startedAt = this.deps.now() - 1000 * (this.before?.seconds ?? 0)
    // Who joined again meanwhile has heard of newer ones than at first.
    const { revision, hash } = this.heard
    const trainer = await this.deps.createTrainer({
      header: entry.header,
      seat: learning.seat,
      spec: learning.spec as PolicySpec,
      observation: learning.observation,
      revision,
      hash,
      weights: weightsOf(this.heard),
      first,
      person: personOf(entry),
      onProposal: (proposal) => void this.push(proposal),
      onForetold: (foretold) => this.onForetold(foretold),
      onStatus: (trainer) => this.hear(trainer, (this.deps.now() - startedAt) / 1000),
    })
    // The screen was left, or the match ended, while the trainer was loading.
    if (this.stopped || this.state.resting === 'over') return trainer.stop()
    this.trainer = trainer
    // Joined again while the trainer was loading.
    if (this.served !== hash) trainer.served(this.heard.revision, this.served, weightsOf(this.heard))
    for (const slice of this.early.splice(0)) this.watch(slice)
  }

  /** The weights that the match began with, where the partner has learned since; null where it has not, or they cannot be had. With them goes the
   *  curve of before, as far as it was kept. */
  private async firstWeights(): Promise<Float32Array | null> {
    const { learning, entry, deps } = this
    const holder = entry.header.seats[learning.seat]
    const began = holder?.kind === 'agent' ? (holder.policy ?? learning.hash) : learning.hash
    const joined = toBytes(learning.weights)
    const bytes = began === learning.hash ? joined : await deps.fetchWeights(began)
    const first = bytes instanceof Uint8Array && bytes.length === joined.length ? toWeights(bytes) : null
    if (!first) {
      // Where they may be had another time, the curve that was measured against them waits for it.
      if (bytes !== null) deps.curve.drop()
      this.change({ progress: [], cameBack: true })
    }
    this.before = this.state.progress.at(-1) ?? null
    return began === this.heard.hash ? null : first
  }

  /** What the trainer tells of itself. seconds: of practice in this match, about. Until it has counted anew, what was counted before holds. */
  private hear(trainer: TrainerStatus, seconds: number): void {
    const { before, deps, entry } = this
    const progress = withProgress(this.state.progress, seconds, trainer.againstFirst)
    // A curve against other weights than those that the match began with is of this visit alone.
    const isKept = this.state.resting !== 'over' && !this.state.cameBack
    if (isKept && progress !== this.state.progress) deps.curve.keep(entry.match, progress)
    if (trainer.againstFirst) this.before = null
    this.change({
      trainer: { ...trainer, againstFirst: trainer.againstFirst ?? before },
      progress,
      resting: this.state.resting === 'over' ? 'over' : deps.hidden() ? 'hidden' : null,
    })
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

  private watch(slice: LogSlice): void {
    if (this.trainer) this.trainer.ticks(slice.base, slice.to, slice.bytes)
    else this.early.push(slice)
  }

  private async push(proposal: Proposal): Promise<void> {
    this.unanswered = null
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
    if (reply.ok) return this.accepted(reply.revision, reply.hash)
    if (reply.code === unreachable.code) {
      this.unanswered = proposal
      return
    }
    this.change({ refused: this.state.refused + 1, refusal: reply.message })
    // The trainer waits with its next proposal until it has the weights that the server holds.
    const head = 'headHash' in reply ? await this.fetchHead(reply, proposal.base) : null
    if (this.stopped) return
    this.trainer?.refused(reply.message)
    if (head) this.goOnFrom(head.revision, head.hash, head.weights)
  }

  /** What the server holds instead of the base of a proposal; null where that was right, or the weights cannot be had. */
  private async fetchHead(
    { headHash: hash, headRevision: revision }: { headHash: string | null; headRevision: number | null },
    base: string,
  ): Promise<{ revision: number; hash: string; weights: Float32Array } | null> {
    if (!hash || revision === null || hash === base) return null
    const weights = await this.deps.fetchWeights(hash)
    return weights instanceof Uint8Array ? { revision, hash, weights: toWeights(weights) } : null
  }

  private accepted(revision: number, hash: string): void {
    this.served = hash
    const learnedAt = new Map(this.state.learnedAt).set(hash, this.deps.now())
    this.change({ applied: this.state.applied + 1, learnedAt })
    this.trainer?.served(revision, hash)
  }

  /** The server holds other weights than the trainer thought. */
  private goOnFrom(revision: number, hash: string, weights: Float32Array): void {
    this.served = hash
    this.before = null
    this.trainer?.served(revision, hash, weights)
  }

  /** Joined again after a loss: tells what became of a push whose answer was lost, and where the server holds other weights. */
  private joinedAgain(now: Learning): void {
    this.heard = now
    const lost = this.unanswered
    this.unanswered = null
    if (lost && now.hash === lost.hash) return this.accepted(now.revision, now.hash)
    if (now.hash !== this.served) return this.goOnFrom(now.revision, now.hash, weightsOf(now))
    if (!lost) return
    this.change({ sent: this.state.sent - 1 })
    this.trainer?.refused('It was lost with the connection.')
  }

  private matchChanged(): void {
    const { snapshot } = this.feed
    if ((snapshot.result || snapshot.state === 'taken') && this.state.resting !== 'over') {
      this.trainer?.stop()
      this.trainer = null
      if (snapshot.result) this.deps.curve.drop()
      this.change({ resting: 'over' })
      return
    }
    this.trainer?.pause(snapshot.paused || snapshot.link.state !== 'connected')
    const now = snapshot.entry?.learning
    if (now && now !== this.heard) this.joinedAgain(now)
  }

  private change(part: Partial<LearningState>): void {
    this.state = { ...this.state, ...part }
    this.told ??= setTimeout(() => {
      this.told = null
      for (const listener of this.listeners) listener()
    }, TELL_MILLIS)
  }
}

/** The account that plays here; null where this page watches. */
function personOf({ seat, header }: MatchEntry): string | null {
  const holder = seat === null ? null : header.seats[seat]
  return holder?.kind === 'human' ? holder.id : null
}

const weightsOf = ({ weights }: Learning): Float32Array => toWeights(toBytes(weights))

/** Little-endian float32 bytes as numbers; copied, because the bytes may lie at an odd place. */
function toWeights(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer)
}
