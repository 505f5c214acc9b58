import type { PauseState } from '../../game/protocol/replies.ts'
import type { Millis } from '../base/time.ts'

export interface PauseLimits {
  /** For how long a match may stand still at once, and in all; then it is given up. */
  longest: Millis
  all: Millis
  /** How often its person may ask for it. */
  times: number
  /** From the wish to go on until it does. */
  countdown: Millis
}

export const PAUSE_LIMITS: PauseLimits = { longest: 600_000, all: 1_800_000, times: 100, countdown: 3_000 }

/** The pauses of a match that hangs on one person: it stands still when they ask for it and while they are not there, as long as their time
 *  lasts, and goes on after a countdown. */
export class Pausing {
  private asked = false
  private times = 0
  /** Since when it stands still; null while it goes on. */
  private since: Millis | null = null
  private goesOnAt: Millis | null = null
  /** How long it stood still in earlier pauses. */
  private stood: Millis = 0

  /** changed: called when the countdown begins or is broken off. */
  constructor(
    private readonly clock: () => Millis,
    private readonly changed: () => void,
    private readonly limits = PAUSE_LIMITS,
  ) {}

  /** Its person wishes it to stand still, or to go on. False where they have asked too often, or their time is used up. */
  ask(paused: boolean): boolean {
    if (paused && !this.asked) {
      if (this.times >= this.limits.times || this.left <= 0) return false
      this.times++
    }
    this.asked = paused
    return true
  }

  /** Whether it is to stand still from now on. ready: its person is there, with a court to see. */
  wanted(ready: boolean): boolean {
    return (this.asked || !ready) && this.left > 0
  }

  /** Whether its person wishes it to stand still. */
  get wished(): boolean {
    return this.asked
  }

  /** It stands still from now on. */
  begin(): void {
    this.since = this.clock()
    this.goesOnAt = null
  }

  /** Whether it goes on now; asked each tick while it stands still. */
  goesOn(ready: boolean): boolean {
    const before = this.goesOnAt
    if (this.asked || !ready) this.goesOnAt = null
    else this.goesOnAt ??= this.clock() + this.limits.countdown
    if (this.goesOnAt !== before) this.changed()
    return this.goesOnAt !== null && this.clock() >= this.goesOnAt
  }

  /** It goes on. */
  end(): void {
    this.stood += this.standing
    this.since = this.goesOnAt = null
  }

  /** Whether it has stood still for as long as it may. */
  get spent(): boolean {
    return this.since !== null && this.left <= 0
  }

  /** How it stands; null where it goes on. */
  get state(): PauseState | null {
    if (this.since === null) return null
    const goesOnMillis = this.goesOnAt === null ? null : Math.max(0, Math.round(this.goesOnAt - this.clock()))
    return { leftMillis: Math.max(0, Math.round(this.left)), goesOnMillis }
  }

  private get standing(): Millis {
    return this.since === null ? 0 : this.clock() - this.since
  }

  /** For how long it may still stand. */
  private get left(): Millis {
    return Math.min(this.limits.longest - this.standing, this.limits.all - this.stood - this.standing)
  }
}
