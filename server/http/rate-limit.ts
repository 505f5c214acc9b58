import type { Rate } from '../base/limits.ts'
import { TokenBucket } from '../base/token-bucket.ts'

/** Token buckets by key. Holds at most `capacity` of them: the ones that were used longest ago go first, and a forgotten key starts
 *  with a full bucket. */
export class RateLimiter {
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(
    private readonly rate: Rate,
    private readonly now: () => number,
    private readonly capacity = 20_000,
  ) {}

  /** Takes a token of `key`. 0 when there was one; else the milliseconds until there is. */
  take(key: string): number {
    const now = this.now()
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.rate, now)
    // Inserted again at the end: the map's order is the order of use.
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    if (this.#buckets.size > this.capacity) this.#forgetOldest()
    return bucket.take(now) ? 0 : bucket.millisUntilNext(now)
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key)
      return
    }
  }
}
