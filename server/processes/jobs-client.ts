import type { Jobs, JobsEvent, JobsMessage, JobsReplies, JobsRequest } from '../base/jobs-protocol.ts'
import { SeatRefusal } from '../base/seat-refusal.ts'
import type { SupervisedChild } from './supervisor.ts'

interface Pending {
  resolve: (reply: never) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

/** The game process's side of the channel to jobs: requests with one reply each, and events. */
export class JobsClient implements Jobs {
  #nextId = 1
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Set<(event: JobsEvent) => void>()

  constructor(private readonly child: SupervisedChild) {
    child.on('message', (message: unknown) => {
      if (isJobsMessage(message)) this.#received(message)
    })
    child.on('exit', () => this.#failAll('The jobs process ended before it answered.'))
  }

  ask<R extends JobsRequest>(request: R, timeout = 10_000): Promise<JobsReplies[R['ask']]> {
    const id = this.#nextId++
    return new Promise<JobsReplies[R['ask']]>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id)
        reject(new Error(`The jobs process did not answer '${request.ask}' within ${timeout} ms.`))
      }, timeout)
      this.#pending.set(id, { resolve, reject, timer })
      if (!this.child.send({ id, ...request }))
        this.#fail(id, new Error('The jobs process is not running; it is started again.'))
    })
  }

  onEvent(listener: (event: JobsEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #received(message: JobsMessage): void {
    if ('event' in message) {
      for (const listener of this.#listeners) listener(message)
      return
    }
    if ('error' in message) {
      const { id, error, refusal } = message
      return this.#fail(id, refusal ? new SeatRefusal(refusal, error) : new Error(error))
    }
    const pending = this.#pending.get(message.id)
    if (!pending) return
    clearTimeout(pending.timer)
    this.#pending.delete(message.id)
    // The protocol promises the reply that belongs to the request of this id.
    pending.resolve(message.reply as never)
  }

  #fail(id: number, reason: Error): void {
    const pending = this.#pending.get(id)
    if (!pending) return
    clearTimeout(pending.timer)
    this.#pending.delete(id)
    pending.reject(reason)
  }

  #failAll(reason: string): void {
    for (const id of this.#pending.keys()) this.#fail(id, new Error(reason))
  }
}

function isJobsMessage(message: unknown): message is JobsMessage {
  return typeof message === 'object' && message !== null && ('event' in message || 'id' in message)
}
