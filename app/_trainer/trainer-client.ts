import type { Foretold } from '../../game/learn/sparring/foretelling.ts'
import { pageGhosts, type GhostStore, type Whose } from './ghost-store.ts'
import { SpareWorker } from './spare-worker.ts'
import { TRAINER_BACKENDS, type TrainerBackend } from './trainer-backend.ts'
import {
  startingStatus,
  type Proposal,
  type TrainerCommand,
  type TrainerEvent,
  type TrainerStart,
  type TrainerStatus,
} from './trainer-protocol.ts'

const REMEMBERED = 'sparring.fastest-backend'

/** A worker that was told to stop has so long to say what it still knows. */
const STOP_WITHIN_MILLIS = 3000

export interface TrainerOptions extends Omit<TrainerStart, 'backend' | 'remembered' | 'ghost'> {
  /** The account of the person who plays here, under which this browser remembers their ghost; null: nobody does. */
  person: string | null
  /** Forces a backend; null or missing: `?backend=` of the page's address, else the fastest. */
  backend?: TrainerBackend | null
  onProposal(proposal: Proposal): void
  onStatus(status: TrainerStatus): void
  /** Where the player is expected to be, as soon as it is known, and again with what became of it. */
  onForetold(foretold: Foretold): void
}

const newWorker = (): Worker =>
  new Worker(new URL('./trainer-worker.ts', import.meta.url), { type: 'module', name: 'trainer' })

const spare = new SpareWorker(newWorker, (millis, end) => {
  const timer = setTimeout(end, millis)
  return () => clearTimeout(timer)
})

/** Starts the worker of the next trainer while its match is still being made. */
export const warmTrainer = (): void => spare.warm()

/** The page's end of the trainer worker. It stops while the page is hidden, and says so in its status. */
export class TrainerClient {
  status: TrainerStatus = startingStatus
  private readonly worker: Worker
  private readonly ghosts: GhostStore | null
  private readonly whose: Whose
  private stopped = false
  private readonly onVisibility = (): void => this.send({ type: 'pause', reason: 'hidden', paused: document.hidden })

  constructor(private readonly options: TrainerOptions) {
    this.worker = spare.take()
    this.worker.addEventListener('message', (event: MessageEvent<TrainerEvent>) => this.receive(event.data))
    this.worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.update({
        ...this.status,
        phase: 'failed',
        message: 'Learning stopped: the trainer does not run in this browser.',
      })
    })
    const { header, seat, spec, observation, revision, hash, weights, first } = options
    const backend = options.backend ?? backendNamed(new URLSearchParams(location.search).get('backend'))
    const remembered = backendNamed(readRemembered())
    this.ghosts = options.person === null ? null : pageGhosts()
    this.whose = { account: options.person ?? '', task: header.task, version: header.version }
    const ghost = this.ghosts?.read(this.whose) ?? null
    this.send({
      type: 'start',
      start: { header, seat, spec, observation, revision, hash, weights, first, ghost, backend, remembered },
    })
    document.addEventListener('visibilitychange', this.onVisibility)
    if (document.hidden) this.onVisibility()
  }

  /** A slice of the log as it came. base: tick of the last event before it; toTick: the last tick it covers. The bytes are copied. */
  ticks(base: number, toTick: number, bytes: Uint8Array): void {
    const copy = bytes.slice()
    this.send({ type: 'ticks', base, toTick, bytes: copy }, [copy.buffer])
  }

  /** The server holds this revision now. weights: needed where it is not the result of our last proposal. */
  served(revision: number, hash: string, weights: Float32Array | null = null): void {
    this.send({ type: 'served', revision, hash, weights })
  }

  /** The server refused the last proposal. */
  refused(message: string): void {
    this.send({ type: 'refused', message })
  }

  /** The match pauses or goes on. */
  pause(paused: boolean): void {
    this.send({ type: 'pause', reason: 'match', paused })
  }

  /** Ends training; the object is of no more use. What the worker still knows of the person is kept. */
  stop(): void {
    if (this.stopped) return
    this.stopped = true
    document.removeEventListener('visibilitychange', this.onVisibility)
    this.send({ type: 'stop' })
    setTimeout(() => this.worker.terminate(), STOP_WITHIN_MILLIS)
    this.update({ ...this.status, phase: 'stopped', message: 'Learning stopped with the match.' })
  }

  private send(command: TrainerCommand, transfer: Transferable[] = []): void {
    this.worker.postMessage(command, transfer)
  }

  private receive(event: TrainerEvent): void {
    if (event.type === 'ghost') this.ghosts?.keep(this.whose, event.saved)
    else if (event.type === 'stopped') this.worker.terminate()
    else if (event.type === 'measured') remember(event.backend)
    else if (this.stopped) return
    else if (event.type === 'status') this.update(event.status)
    else if (event.type === 'foretold') this.options.onForetold(event.foretold)
    else this.options.onProposal(event.proposal)
  }

  private update(status: TrainerStatus): void {
    this.status = status
    this.options.onStatus(status)
  }
}

function backendNamed(name: string | null): TrainerBackend | null {
  return TRAINER_BACKENDS.find((backend) => backend === name) ?? null
}

/** Some browsers refuse storage altogether: then every match measures anew. */
function readRemembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED)
  } catch {
    return null
  }
}

function remember(backend: TrainerBackend): void {
  try {
    localStorage.setItem(REMEMBERED, backend)
  } catch {
    // Nothing to do: it is only a saving of two seconds.
  }
}
