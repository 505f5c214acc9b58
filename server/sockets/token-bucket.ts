import type { Rate } from '../base/limits.ts'
import type { Millis } from '../base/time.ts'

/** A bucket of tokens: a burst at once, then so many a second. */
export class TokenBucket {
  private tokens: number
  private filledAt: Millis

  constructor(
    private readonly rate: Rate,
    now: Millis,
  ) {
    this.tokens = rate.burst
    this.filledAt = now
  }

  /** Takes one, or so many; false where they are not there. */
  take(now: Millis, amount = 1): boolean {
    this.tokens = Math.min(this.rate.burst, this.tokens + ((now - this.filledAt) / 1000) * this.rate.perSecond)
    this.filledAt = now
    if (this.tokens < amount) return false
    this.tokens -= amount
    return true
  }
}
