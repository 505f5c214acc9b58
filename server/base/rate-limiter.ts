import type { Rate } from './limits.ts'
import { manifold, networksOf } from './networks.ts'
import { TokenBucket } from './token-bucket.ts'

/** Token buckets of addresses and of the networks around them. Holds at most `capacity` of them: the ones that were used longest ago go
 *  first, and a forgotten one starts full again. */
export class RateLimiter {
  readonly #buckets = new Map<string, TokenBucket>()

  constructor(
    private readonly rate: Rate,
    private readonly now: () => number,
    private readonly capacity = 20_000,
  ) {}

  /** Takes a token of an address, or so many, in each of its networks. 0 when they were there in all; else the milliseconds until they are. */
  spend(address: string, amount = 1): number {
    const now = this.now()
    const buckets = networksOf(address).map(({ key, times }) => this.#bucketOf(key, times, now))
    while (this.#buckets.size > this.capacity) this.#forgetOldest()
    const wait = Math.max(...buckets.map((bucket) => bucket.millisUntil(amount, now)))
    if (wait === 0) for (const bucket of buckets) bucket.spend(now, amount)
    return wait
  }

  #bucketOf(key: string, times: number, now: number): TokenBucket {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(manifold(this.rate, times), now)
    // Inserted again at the end: the map's order is the order of use.
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    return bucket
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key)
      return
    }
  }
}
