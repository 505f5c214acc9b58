import { usualChoice } from '../../game/learn/algorithms/index.ts'
import type { Foretold } from '../../game/learn/sparring/foretelling.ts'
import { PushQueue } from '../../game/learn/sparring/push-queue.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { taskById } from '../../game/tasks/index.ts'
import type { BackendChoice } from './choose-backend.ts'
import {
  startingStatus,
  type TrainerCommand,
  type TrainerEvent,
  type TrainerStart,
  type TrainerStatus,
} from './trainer-protocol.ts'

/** The server takes a push in two seconds at most (server/base/limits.ts). Counted from the answer on, which comes after the push was taken:
 *  so the next one never comes too early, however the network delays them. */
const PUSH_AFTER_ANSWER_MS = 2_100
/** A push that was never answered, e.g. over a lost connection, is given up after this. */
const ANSWER_WITHIN_MS = 15_000
const STATUS_EVERY_MS = 250
const GHOST_EVERY_MS = 20_000

export interface SessionDeps {
  send(event: TrainerEvent, transfer?: Transferable[]): void
  /** Milliseconds. */
  now(): number
  seed(): number
  /** Lets messages in. */
  breathe(): Promise<void>
  /** Starts the backend that is forced, or the one that is remembered, or the fastest one. Throws where that does not work. */
  startBackend(start: TrainerStart): Promise<BackendChoice>
}

/** One match's training, from start to stop: takes commands, works in small portions in between, and tells how it goes. */
export class TrainerSession {
  private status: TrainerStatus = startingStatus
  private trainer: SparringTrainer | null = null
  private queue: PushQueue | null = null
  private readonly slices: Extract<TrainerCommand, { type: 'ticks' }>[] = []
  /** What the server said of our weights, in its order; heard between rounds, because a round is of one policy from start to end. */
  private readonly answers: Extract<TrainerCommand, { type: 'served' | 'refused' }>[] = []
  private readonly pausedBy = new Set<'hidden' | 'match'>()
  private stopped = false
  private watching = true
  private wake: (() => void) | null = null
  private toldAt = -Infinity
  private ghostToldAt = -Infinity
  /** Moves of the person that the ghost had studied when it was told last. */
  private ghostTold = 0
  private foretoldTold: Foretold | null = null
  private pushedAt = -Infinity
  private answeredAt = -Infinity
  private pushedUpdates = 0

  constructor(private readonly deps: SessionDeps) {}

  /** Takes a command of the page. Never throws. */
  receive(command: TrainerCommand): void {
    switch (command.type) {
      case 'start':
        void this.run(command.start)
        break
      case 'ticks':
        this.slices.push(command)
        break
      case 'served':
      case 'refused':
        this.answers.push(command)
        break
      case 'pause':
        if (command.paused) this.pausedBy.add(command.reason)
        else this.pausedBy.delete(command.reason)
        this.wake?.()
        break
      case 'stop':
        this.stopped = true
        this.wake?.()
        if (this.trainer) {
          this.watch(this.trainer)
          this.tellGhost(this.trainer)
        }
        this.deps.send({ type: 'stopped' })
        break
    }
  }

  private async run(start: TrainerStart): Promise<void> {
    const { deps } = this
    try {
      const known = start.backend ?? start.remembered
      this.reportStatus({
        phase: known ? 'starting' : 'probing',
        message: known ? startingStatus.message : 'Finding the fastest way to learn.',
      })
      const { backend, measured } = await deps.startBackend(start)
      if (Object.keys(measured).length > 0) deps.send({ type: 'measured', backend })
      const { header, seat, observation, spec, weights, first, revision } = start
      const task = taskById(header.task)
      const setup = {
        task,
        header,
        seat,
        observation,
        spec,
        weights,
        first,
        revision,
        ghost: parsed(start.ghost),
        algorithm: usualChoice('sparring', backend === 'vectors' ? 'vectors' : 'tensors'),
        seed: deps.seed(),
        now: () => deps.now(),
      }
      this.trainer = new SparringTrainer(setup)
      this.queue = new PushQueue(spec, weights, revision)
      this.reportStatus({ phase: 'practising', backend, message: 'Practising, and getting to know you.' })
      await this.work(this.trainer, this.queue)
      this.reportStatus({ phase: 'stopped', message: 'Learning stopped with the match.' })
    } catch (error) {
      this.stopped = true
      this.reportStatus({
        phase: 'failed',
        message: `Learning stopped: ${error instanceof Error ? error.message : String(error)}`,
      })
    } finally {
      this.trainer?.dispose()
      this.trainer = null
    }
  }

  private async work(trainer: SparringTrainer, queue: PushQueue): Promise<void> {
    const breathe = async (): Promise<void> => {
      await this.deps.breathe()
      this.watch(trainer)
    }
    while (!this.stopped) {
      await breathe()
      if (this.pausedBy.size > 0) {
        await this.rest()
        continue
      }
      if (this.status.phase === 'paused') this.reportStatus({ phase: 'practising', message: 'Practising on.' })
      this.hear(trainer, queue)
      await trainer.practise(breathe)
      this.hear(trainer, queue)
      const verdict = await trainer.verdict(queue.revision, breathe)
      if (verdict) this.reportStatus({ message: verdict.message })
      this.hear(trainer, queue)
      this.propose(trainer, queue)
      if (this.deps.now() - this.toldAt >= STATUS_EVERY_MS) this.reportStatus({})
      if (this.deps.now() - this.ghostToldAt >= GHOST_EVERY_MS) this.tellGhost(trainer)
    }
  }

  /** Steps what has come of the match. A slice that does not fit ends the studying, not the practice. */
  private watch(trainer: SparringTrainer): void {
    for (const { base, toTick, bytes } of this.slices.splice(0)) {
      if (!this.watching) return
      try {
        trainer.watch(base, toTick, bytes)
      } catch {
        this.watching = false
        this.reportStatus({ message: 'Lost sight of the match; practising on from what was seen.' })
      }
    }
    this.tellForetold(trainer)
  }

  /** Tells what the ghost expects now. What was settled before anybody could see it is passed over. */
  private tellForetold({ ghost }: SparringTrainer): void {
    const latest = ghost?.foretelling?.latest ?? null
    const told = this.foretoldTold
    if (!latest || latest === told) return
    this.foretoldTold = latest
    if (latest.outcome && latest.madeAt !== told?.madeAt) return
    this.deps.send({ type: 'foretold', foretold: latest })
  }

  private async rest(): Promise<void> {
    const hidden = this.pausedBy.has('hidden')
    const message = hidden ? 'Paused while this page is hidden.' : 'Paused with the match.'
    this.reportStatus({ phase: 'paused', message })
    await new Promise<void>((resolve) => (this.wake = resolve))
    this.wake = null
  }

  private propose(trainer: SparringTrainer, queue: PushQueue): void {
    const now = this.deps.now()
    if (queue.busy && now - this.pushedAt >= ANSWER_WITHIN_MS) queue.refuse()
    if (queue.busy || now - this.answeredAt < PUSH_AFTER_ANSWER_MS) return
    const delta = queue.offer(trainer.weights)
    if (!delta) return
    this.pushedAt = now
    const stats: Record<string, number> = {
      updates: trainer.updates - this.pushedUpdates,
      studied: trainer.ghost?.studied ?? 0,
    }
    for (const [name, value] of Object.entries(trainer.report ?? {})) if (Number.isFinite(value)) stats[name] = value
    this.pushedUpdates = trainer.updates
    const { base, hash, bytes } = delta
    this.deps.send({ type: 'proposal', proposal: { base, hash, delta: bytes, stats } }, [bytes.buffer])
  }

  /** Hands what the ghost has learned to the page, where that is more than before. */
  private tellGhost({ ghost }: SparringTrainer): void {
    this.ghostToldAt = this.deps.now()
    if (!ghost || ghost.studied === this.ghostTold) return
    const saved = ghost.save()
    if (saved === null) return
    this.ghostTold = ghost.studied
    this.deps.send({ type: 'ghost', saved: JSON.stringify(saved) })
  }

  /** Takes the server's answers. Called between rounds, and before a proposal is made of what they may have replaced. */
  private hear(trainer: SparringTrainer, queue: PushQueue): void {
    if (this.answers.length > 0) this.answeredAt = this.deps.now()
    for (const answer of this.answers.splice(0)) {
      if (answer.type === 'refused') {
        queue.refuse()
        this.reportStatus({ message: `The server did not take the last update: ${answer.message}` })
        continue
      }
      const { revision, hash, weights } = answer
      if (queue.acknowledge(revision, hash, weights) || !weights) continue
      trainer.load(weights, revision)
      this.reportStatus({ message: `Goes on from revision ${revision}, which the server holds.` })
    }
  }

  private reportStatus(change: Partial<TrainerStatus>): void {
    const { trainer } = this
    this.toldAt = this.deps.now()
    this.status = { ...this.status, ...change }
    if (trainer) {
      const { ghost } = trainer
      this.status = {
        ...this.status,
        studiedMoves: ghost?.studied ?? 0,
        practicePoints: trainer.practicePoints,
        practiceDecisions: trainer.practiceDecisions,
        foresight: ghost?.foresight ?? null,
        portrait: ghost?.portrait ?? null,
        foretold: ghost?.foretelling ? { all: ghost.foretelling.tally, lately: ghost.foretelling.lately } : null,
        againstFirst: trainer.againstFirst,
        updates: trainer.updates,
        winChance: trainer.winChance,
        figures: trainer.figures,
        rollbacks: trainer.rollbacks,
      }
    }
    this.deps.send({ type: 'status', status: this.status })
  }
}

/** What was kept as text; null where it is none of ours. */
function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
