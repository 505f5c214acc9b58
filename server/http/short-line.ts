/** Lets work be done one piece after the other, and turns away what would have to wait behind `longest` others. */
export class ShortLine {
  #length = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(private readonly longest: number) {}

  /** What the work comes to, once its turn has come; null: too much waits already. */
  take<T>(work: () => Promise<T>): Promise<T> | null {
    if (this.#length > this.longest) return null
    this.#length++
    // Whatever else the process has to do comes in between.
    const turn = this.#last.then(() => new Promise(setImmediate))
    const done = turn.then(work).finally(() => this.#length--)
    this.#last = done.catch(() => undefined)
    return done
  }
}
