import type { Rate } from '../base/limits.ts'

interface Bucket {
  tokens: number
  /** Milliseconds, by the clock handed in. */
  at: number
}

/** Token buckets by key. Holds at most `capacity` of them: the ones that were used longest ago go first, and a forgotten key starts
 *  with a full bucket. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>()

  constructor(
    private readonly rate: Rate,
    private readonly now: () => number,
    private readonly capacity = 20_000,
  ) {}

  /** Takes a token of `key`. 0 when there was one; else the milliseconds until there is. */
  take(key: string): number {
    const { perSecond, burst } = this.rate
    const now = this.now()
    const known = this.#buckets.get(key)
    const bucket = known ?? { tokens: burst, at: now }
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond)
    bucket.at = now
    // Re-inserted at the end: the map's order is the order of use.
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    if (this.#buckets.size > this.capacity) this.#forgetOldest()
    // Sums of fractions may miss a whole token by a rounding error.
    const missing = 1 - bucket.tokens
    if (missing > 1e-9) return Math.max(1, Math.ceil((missing / perSecond) * 1000 - 1e-6))
    bucket.tokens = Math.max(0, bucket.tokens - 1)
    return 0
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key)
      return
    }
  }
}
