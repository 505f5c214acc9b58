import type { Database, Transaction } from '../store/connect.ts'

/** Milliseconds for which the sum of the database is believed: the table is read for it. */
const BELIEVED = 60_000

/** Whether there is room for more weights, of everybody's together. Between two looks at the database it adds up what was stored. */
export class WeightsRoom {
  #bytes = 0
  #lookedAt = -Infinity

  /** now: a clock in ms. most: bytes that all weights together may have. */
  constructor(
    private readonly now: () => number,
    private readonly most: number,
  ) {}

  async has(bytes: number, db: Database | Transaction): Promise<boolean> {
    if (this.now() - this.#lookedAt >= BELIEVED) {
      const [row] = await db.$queryRaw<
        { bytes: bigint }[]
      >`SELECT coalesce(sum(4::bigint * count), 0)::bigint AS bytes FROM "Weights"`
      this.#bytes = Number(row?.bytes ?? 0)
      this.#lookedAt = this.now()
    }
    return this.#bytes + bytes <= this.most
  }

  /** Looks at the database anew the next time: weights were deleted. */
  lookAgain(): void {
    this.#lookedAt = -Infinity
  }

  /** So many were stored. */
  stored(bytes: number): void {
    this.#bytes += bytes
  }
}
