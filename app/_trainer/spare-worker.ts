import type { Timers } from '../../server/base/time.ts'

/** How long a worker waits that nobody has taken, ms. */
export const SPARE_MILLIS = 60_000

/** A worker that loads its code before it is needed. One that nobody takes is ended after a while. */
export class SpareWorker {
  private spare: { worker: Worker; forget: () => void } | null = null

  constructor(
    private readonly make: () => Worker,
    private readonly after: Timers['after'],
  ) {}

  /** Starts the worker that is taken next; one that waits already waits on. */
  warm(): void {
    this.spare?.forget()
    const worker = this.spare?.worker ?? this.made()
    const forget = this.after(SPARE_MILLIS, () => {
      this.drop(worker)
      worker.terminate()
    })
    this.spare = { worker, forget }
  }

  /** The worker that waits, or a new one. */
  take(): Worker {
    const { spare } = this
    if (!spare) return this.make()
    this.drop(spare.worker)
    return spare.worker
  }

  private made(): Worker {
    const worker = this.make()
    // One that could not load is not kept: who takes the next one is told.
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.drop(worker)
    })
    return worker
  }

  private drop(worker: Worker): void {
    if (this.spare?.worker !== worker) return
    this.spare.forget()
    this.spare = null
  }
}
