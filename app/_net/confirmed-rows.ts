import type { Row } from '../../game/core/task.ts'

/** The last rows that were confirmed, kept in a ring. */
export class ConfirmedRows {
  private readonly rows: Row[]
  private first = 0
  private last = -1

  constructor(
    numbers: number,
    private readonly capacity: number,
  ) {
    this.rows = Array.from({ length: capacity }, () => new Float64Array(numbers))
  }

  /** Copies the row of the next tick. A tick that does not follow starts the ring anew. */
  push(tick: number, row: Row): void {
    if (tick !== this.last + 1 || this.last < 0) this.first = tick
    this.last = tick
    this.first = Math.max(this.first, tick - this.capacity + 1)
    this.rows[tick % this.capacity]!.set(row)
  }

  /** From the newest to the oldest one kept. */
  *[Symbol.iterator](): Iterator<Row> {
    for (let tick = this.last; tick >= Math.max(0, this.first); tick--) yield this.rows[tick % this.capacity]!
  }

  /** The row of this tick or the nearest one kept; null where there is none. */
  row(tick: number): Row | null {
    if (this.last < 0) return null
    return this.rows[Math.max(this.first, Math.min(this.last, tick)) % this.capacity]!
  }
}
