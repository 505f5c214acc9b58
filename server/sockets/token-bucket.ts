import type { Rate } from '../limits.ts'
import type { Millis } from '../match/time.ts'

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

  /** Takes one; false where none is left. */
  take(now: Millis): boolean {
    this.tokens = Math.min(this.rate.burst, this.tokens + ((now - this.filledAt) / 1000) * this.rate.perSecond)
    this.filledAt = now
    if (this.tokens < 1) return false
    this.tokens--
    return true
  }
}
