import { Worker } from 'node:worker_threads'
import type { Logger } from '../base/logger.ts'
import type { Millis, Timers } from '../base/time.ts'
import { threadFile } from '../base/program.ts'
import type { Answers, FromWorker, Group, Policy, ToWorker } from './worker-messages.ts'

/** Longest wait for an answer before the thread is taken to hang. */
const HANG: Millis = 3_000
const RESTART: readonly Millis[] = [50, 500, 2_000, 5_000]

interface Held {
  policy: Policy
  ready: Promise<void>
  settle: (error: Error | null) => void
}

interface Waiting {
  resolve: (groups: (Answers | null)[]) => void
  reject: (error: Error) => void
  since: Millis
}

/** A new thread that answers as `worker-messages.ts` says. */
export const startPolicyThread = (): Worker => new Worker(threadFile(new URL('./policy-worker.ts', import.meta.url)))

/** One thread that runs policies, over all its restarts: it is started again when it dies or hangs, with the policies it held. */
export class BrainWorker {
  restarts = 0
  private thread: Worker | null = null
  private readonly held = new Map<string, Held>()
  private readonly waiting = new Map<number, Waiting>()
  private nextId = 1
  private faultsInARow = 0
  private stopped = false
  private cancelWatch: (() => void) | null = null

  constructor(
    private readonly timers: Timers,
    private readonly log: Logger,
    private readonly startThread: () => Worker = startPolicyThread,
  ) {
    this.start()
  }

  /** How many policies it holds. */
  get load(): number {
    return this.held.size
  }

  /** Resolves when the thread can play this policy; rejects where its weights do not fit its network. */
  hold(key: string, policy: Policy): Promise<void> {
    const known = this.held.get(key)
    if (known) return known.ready
    let settle: Held['settle'] = () => {}
    const ready = new Promise<void>((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve())
    })
    this.held.set(key, { policy, ready, settle })
    this.post({ kind: 'load', key, policy })
    return ready
  }

  drop(key: string): void {
    if (!this.held.delete(key)) return
    this.post({ kind: 'drop', key })
  }

  /** Asks for decisions; the arrays are handed over. Rejects when the thread dies first. */
  decide(groups: Group[]): Promise<(Answers | null)[]> {
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      if (!this.thread) return reject(new Error('The thread of the policies is being started again'))
      this.waiting.set(id, { resolve, reject, since: this.timers.now() })
      this.watch()
      this.post(
        { kind: 'decide', id, groups },
        groups.flatMap((group) => [group.observations.buffer, group.uniforms.buffer]),
      )
    })
  }

  /** Resolves when the thread has ended, or when it does not answer. */
  async stop(): Promise<void> {
    this.stopped = true
    this.cancelWatch?.()
    const { thread } = this
    if (!thread) return
    await new Promise<void>((resolve) => {
      const cancel = this.timers.after(HANG, resolve)
      thread.once('exit', () => {
        cancel()
        resolve()
      })
      letEnd(thread)
    })
  }

  private start(): void {
    if (this.stopped) return
    const thread = this.startThread()
    this.thread = thread
    thread.on('message', (message: FromWorker) => {
      if (this.thread === thread) this.onWorkerMessage(message)
    })
    thread.on('error', (err) => this.log.error({ err }, 'The thread of the policies failed'))
    thread.once('exit', () => this.exited(thread))
    for (const [key, { policy }] of this.held) this.post({ kind: 'load', key, policy })
  }

  private exited(thread: Worker): void {
    if (this.thread !== thread) return
    this.thread = null
    for (const { reject } of this.waiting.values()) reject(new Error('The thread of the policies ended'))
    this.waiting.clear()
    if (this.stopped) return
    const delay = RESTART[Math.min(this.faultsInARow++, RESTART.length - 1)]!
    this.restarts++
    this.log.error({ delay }, 'The thread of the policies ended; it is started again')
    this.timers.after(delay, () => this.start())
  }

  private onWorkerMessage(message: FromWorker): void {
    if (message.kind === 'loaded') this.held.get(message.key)?.settle(null)
    else if (message.kind === 'unfit') {
      const held = this.held.get(message.key)
      this.held.delete(message.key)
      held?.settle(new Error(message.message))
    } else {
      this.faultsInARow = 0
      this.waiting.get(message.id)?.resolve(message.groups)
      this.waiting.delete(message.id)
    }
  }

  private post(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.thread?.postMessage(message, transfer)
  }

  /** Looks after a while whether the oldest question still waits. */
  private watch(): void {
    this.cancelWatch ??= this.timers.after(HANG, () => {
      this.cancelWatch = null
      const [oldest] = this.waiting.values()
      if (!oldest) return
      if (this.timers.now() - oldest.since < HANG) return this.watch()
      const { thread } = this
      if (!thread) return
      letEnd(thread)
      this.exited(thread)
    })
  }
}

/** Asks a thread to end after what it is doing, and waits for it no longer. A thread that is terminated while ONNX Runtime computes in it
 *  takes the whole process with it. */
function letEnd(thread: Worker): void {
  const end: ToWorker = { kind: 'end' }
  thread.postMessage(end)
  thread.unref()
}
