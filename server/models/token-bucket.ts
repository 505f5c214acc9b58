/** How often something may happen. */
export interface Rate {
  /** Milliseconds for one more, in the long run. */
  everyMs: number
  /** How many at once after a pause. */
  burst: number
}

/** Token buckets, one for each key. The clock is handed in, in ms. */
export class TokenBuckets {
  /** For each key, when its bucket will be full again. */
  private readonly fullAt = new Map<string, number>()

  constructor(private readonly rate: Rate) {}

  /** Takes a token of `key`; false where there is none. */
  take(key: string, now: number): boolean {
    const { everyMs, burst } = this.rate
    const fullAt = Math.max(this.fullAt.get(key) ?? now, now)
    if (fullAt + everyMs > now + burst * everyMs) return false
    this.fullAt.set(key, fullAt + everyMs)
    if (this.fullAt.size > MAX_KEYS) this.forget(now)
    return true
  }

  /** A full bucket is the same as none. */
  private forget(now: number): void {
    for (const [key, fullAt] of this.fullAt) if (fullAt <= now) this.fullAt.delete(key)
  }
}

const MAX_KEYS = 10_000
