import type { Millis } from '../../base/time.ts'

const MINUTE: Millis = 60_000
/** How long somebody who left a match early waits for the next rated one: longer each time. */
const PAUSES: readonly Millis[] = [MINUTE / 2, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE]
/** After so long without leaving, everything is forgiven. */
const FORGET: Millis = 12 * 60 * MINUTE
const MOST_KEPT = 10_000

/** The people who left rated matches before they were really played, or did not come: they pause before the next one. */
export class Leavers {
  private readonly byUser = new Map<string, { times: number; at: Millis }>()

  constructor(private readonly now: () => Millis) {}

  /** This person left. */
  left(userId: string): void {
    const times = this.timesOf(userId)
    // The newest last, so that the oldest is forgotten first.
    this.byUser.delete(userId)
    this.byUser.set(userId, { times: times + 1, at: this.now() })
    const [oldest] = this.byUser.keys()
    if (this.byUser.size > MOST_KEPT && oldest !== undefined) this.byUser.delete(oldest)
  }

  /** For how long this person may play no rated match. */
  pauseOf(userId: string): Millis {
    const times = this.timesOf(userId)
    if (times === 0) return 0
    const pause = PAUSES[Math.min(times, PAUSES.length) - 1]!
    return Math.max(0, this.byUser.get(userId)!.at + pause - this.now())
  }

  private timesOf(userId: string): number {
    const known = this.byUser.get(userId)
    return known && this.now() - known.at < FORGET ? known.times : 0
  }
}
