import type { Millis, Timers } from '../base/time.ts'

/** Lets work be done one piece after the other, and turns away what would have to wait behind `longest` others. A piece that is not done `patience`
 *  after its turn began is waited for no more: what it would have come to fails, and the next has its turn. */
export class ShortLine {
  #length = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly longest: number,
    private readonly patience: Millis,
    private readonly timers: Timers,
  ) {}

  /** What the work comes to, once its turn has come; null: too much waits already. */
  take<T>(work: () => Promise<T>): Promise<T> | null {
    if (this.#length > this.longest) return null
    this.#length++
    // Whatever else the process has to do comes in between.
    const turn = this.#last.then(() => new Promise(setImmediate))
    const done = turn.then(() => this.#inTime(work())).finally(() => this.#length--)
    this.#last = done.catch(() => undefined)
    return done
  }

  #inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.timers.after(this.patience, () => reject(new Error('It took too long')))
      work.finally(cancel).then(resolve, reject)
    })
  }
}
