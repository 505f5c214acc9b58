import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Logger } from '../base/logger.ts'
import type { ChildState, ChildStatus } from '../base/child-status.ts'
import { processArguments } from '../base/program.ts'
import { REFUSED } from '../base/refusal.ts'
import { restartAfter } from '../base/restarts.mjs'

/** A child process that main starts and watches. */
export interface ChildSpec {
  name: string
  /** The TypeScript file to run. */
  script: URL
  args?: string[]
  /** Added to this process's environment. */
  env?: Record<string, string>
  /** How it is told to finish: by the request 'stop', answered when all is done, or by closing its channel alone. */
  finish: 'ask' | 'disconnect'
  /** What it prints on stdout is not shown; what it has to tell goes to stderr and the log. */
  quiet?: boolean
}

interface ChildEvents {
  /** It can work: its first message after a start. */
  ready: [message: unknown]
  /** Any later message. */
  message: [message: unknown]
  /** The process ended, expected or not. */
  exit: []
}

/** Milliseconds to wait before the nth start in a row that did not last; a child that worked for `provedMs` has proved itself. */
const RESTARTS = { delays: [100, 500, 1_000, 2_000, 5_000, 10_000], provedMs: 30_000 }

/** One child process over all its restarts. */
export class SupervisedChild extends EventEmitter<ChildEvents> {
  readonly name: string
  #spec: ChildSpec
  #log: Logger
  #process: ChildProcess | null = null
  #state: ChildState = 'starting'
  #restarts = 0
  #faultsInARow = 0
  #startedAt = 0
  #timer: NodeJS.Timeout | null = null
  #stopping = false
  #refused: string | null = null

  constructor(spec: ChildSpec, log: Logger) {
    super()
    this.name = spec.name
    this.#spec = spec
    this.#log = log
  }

  get status(): ChildStatus {
    return { state: this.#state, restarts: this.#restarts, pid: this.#process?.pid ?? null }
  }

  /** Starts the process; a process that dies from now on is started again until `stop`. */
  start(): this {
    if (this.#stopping) return this
    this.#startedAt = Date.now()
    this.#state = 'starting'
    const { script, args = [], env, quiet } = this.#spec
    const child = spawn(process.execPath, [...processArguments(script), ...args], {
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: { ...process.env, ...env, SPARRING_CHILD: this.name },
    })
    this.#process = child
    child.on('message', (message: unknown) => this.#received(message))
    child.on('error', (error) => this.#log.error({ err: error, child: this.name }, 'A process could not be started'))
    child.once('exit', (code, signal) => this.#exited(child, code, signal))
    return this
  }

  /** Resolves with the ready message of this child, at once if it is ready. Rejects when it refuses to start. Waits for ever for one
   *  that is stopped before: whoever waits is about to stop as well. */
  async ready(): Promise<unknown> {
    if (this.#state === 'ready') return this.#readyMessage
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.off('ready', onReady)
        this.off('exit', onExit)
      }
      const onReady = (message: unknown): void => {
        settle()
        resolve(message)
      }
      const onExit = (): void => {
        if (this.#refused === null) return
        settle()
        reject(new Error(this.#refused))
      }
      this.on('ready', onReady)
      this.on('exit', onExit)
      onExit()
    })
  }
  #readyMessage: unknown = null

  /** Sends a message; false when there is no process to take it. */
  send(message: object): boolean {
    if (!this.#process?.connected) return false
    // Its return value is of no use here: false also where the channel is merely full, and the message waits in it.
    this.#process.send(message, (error) => {
      if (error) this.#log.debug({ err: error, child: this.name }, 'A message was not delivered')
    })
    return true
  }

  /** Tells the process to finish and waits until it has ended; kills it after `deadline` ms. */
  async stop(deadline: number): Promise<void> {
    this.#stopping = true
    if (this.#timer) clearTimeout(this.#timer)
    const child = this.#process
    if (!child) {
      this.#state = 'stopped'
      return
    }
    await new Promise<void>((resolve) => {
      const kill = setTimeout(() => {
        this.#log.warn({ child: this.name }, 'A process did not stop in time and was killed')
        child.kill('SIGKILL')
      }, deadline)
      child.once('exit', () => {
        clearTimeout(kill)
        resolve()
      })
      const disconnect = (): void => {
        if (child.connected) child.disconnect()
      }
      child.on('message', (message: unknown) => {
        if (isReplyToStop(message)) disconnect()
      })
      const ask = this.#spec.finish === 'ask' && this.#state === 'ready'
      if (!ask || !this.send({ id: STOP_ID, ask: 'stop' })) disconnect()
    })
  }

  #received(message: unknown): void {
    if (this.#state === 'starting' && isReady(message)) {
      this.#state = 'ready'
      this.#readyMessage = message
      this.#log.info({ child: this.name, ms: Date.now() - this.#startedAt }, 'Process ready')
      this.emit('ready', message)
    } else this.emit('message', message)
  }

  #exited(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#process !== child) return
    this.#process = null
    if (this.#stopping || code === REFUSED) {
      this.#state = 'stopped'
      if (!this.#stopping) this.#refused = `The ${this.name} process refused to start.`
      this.emit('exit')
      return
    }
    const ranMs = Date.now() - this.#startedAt
    const { delay, faults, longest } = restartAfter(RESTARTS, { ranMs, faults: this.#faultsInARow })
    this.#faultsInARow = faults
    this.#state = 'restarting'
    this.#restarts++
    const what = longest
      ? `ended ${faults} times in a row; it is tried every ${delay / 1000} s from now on`
      : 'ended; it is started again'
    this.#log.error({ child: this.name, code, signal, delay }, `The ${this.name} process ${what}`)
    this.emit('exit')
    this.#timer = setTimeout(() => this.start(), delay)
  }
}

/** All children of the game process. */
export class Supervisor {
  readonly #children = new Map<string, SupervisedChild>()

  constructor(private readonly log: Logger) {}

  /** Takes on a child, which its `start` starts and which then runs until `stop`. */
  supervise(spec: ChildSpec): SupervisedChild {
    const child = new SupervisedChild(spec, this.log)
    this.#children.set(spec.name, child)
    return child
  }

  /** How each child is, by name, for the health page. */
  status(): Record<string, ChildStatus> {
    return Object.fromEntries([...this.#children].map(([name, child]) => [name, child.status]))
  }

  /** Stops the named children one after the other, then any others; each gets `deadline` ms before it is killed. */
  async stop(order: string[], deadline: number): Promise<void> {
    const rest = [...this.#children.keys()].filter((name) => !order.includes(name))
    for (const name of [...order, ...rest]) await this.#children.get(name)?.stop(deadline)
  }
}

/** The id of the supervisor's own request to stop; requests of a JobsClient count from 1. */
const STOP_ID = 0

/** A child's first word when it can work is `{event: 'ready'}` or `{ready: true}`, with whatever else it has to tell. */
function isReady(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false
  return ('event' in message && message.event === 'ready') || ('ready' in message && message.ready === true)
}

function isReplyToStop(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'id' in message && message.id === STOP_ID
}
