import type { Millis } from '../base/time.ts'

export interface AdmissionRules {
  /** A tick that is later than this counts as late: half a tick of a match at 60 Hz. */
  late: Millis
  /** A second is bad where more than this share of its ticks were late. */
  share: number
  /** Bad seconds in a row after which no match is admitted, and good ones after which matches are again. */
  close: number
  reopen: number
}

/** One bad second is a collection of garbage or a neighbour on the machine; two are load. Coming back takes longer than going, so that the
 *  door does not swing. */
export const ADMISSION_RULES: AdmissionRules = { late: 8, share: 0.02, close: 2, reopen: 5 }

const SECOND: Millis = 1000

/** Whether there is room for another match: there is while the loop keeps time. Hears how late each tick was. */
export class Admission {
  private closed = false
  /** Seconds in a row that speak against what holds now. */
  private against = 0
  private startedAt: Millis = 0
  private ticks = 0
  private lateTicks = 0

  constructor(
    private readonly clock: () => Millis,
    private readonly rules: AdmissionRules = ADMISSION_RULES,
  ) {
    this.startedAt = clock()
  }

  /** Whether a match may be opened now. */
  get open(): boolean {
    this.turn(this.clock())
    return !this.closed
  }

  /** A tick came so late. */
  recordLateness(late: Millis, now: Millis): void {
    this.turn(now)
    this.ticks++
    if (late > this.rules.late) this.lateTicks++
  }

  /** Judges the seconds that are over. Those without any tick were good: nothing was late. */
  private turn(now: Millis): void {
    const seconds = Math.floor((now - this.startedAt) / SECOND)
    if (seconds < 1) return
    this.judge(this.lateTicks > this.rules.share * this.ticks)
    for (let empty = 1; empty < Math.min(seconds, this.rules.reopen + 1); empty++) this.judge(false)
    this.startedAt += seconds * SECOND
    this.ticks = 0
    this.lateTicks = 0
  }

  private judge(bad: boolean): void {
    if (bad === this.closed) this.against = 0
    else if (++this.against >= (bad ? this.rules.close : this.rules.reopen)) {
      this.closed = bad
      this.against = 0
    }
  }
}
