import type { Rate } from './limits.ts'
import type { Millis } from './time.ts'

/** Sums of fractions may miss a whole token by a rounding error. */
const ROUNDING = 1e-9

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

  /** Takes one token, or so many; false where they are not there. */
  spend(now: Millis, amount = 1): boolean {
    this.fill(now)
    if (this.tokens < amount - ROUNDING) return false
    this.tokens = Math.max(0, this.tokens - amount)
    return true
  }

  /** Whole milliseconds until there are so many tokens; 0 where they are there. */
  millisUntil(amount: number, now: Millis): Millis {
    this.fill(now)
    const missing = amount - this.tokens
    if (missing <= ROUNDING) return 0
    return Math.max(1, Math.ceil((missing / this.rate.perSecond) * 1000 - 1e-6))
  }

  private fill(now: Millis): void {
    const { burst, perSecond } = this.rate
    this.tokens = Math.min(burst, this.tokens + (Math.max(0, now - this.filledAt) / 1000) * perSecond)
    this.filledAt = now
  }
}
