import { Lateness, type LatenessReport } from './lateness.ts'
import type { Millis, Timers } from './time.ts'

/** Ticks that one entry may make up for in one turn; time beyond that is dropped, so that a stall does not lead to a spiral. */
const MOST_TICKS_A_TURN = 6
/** Parts of a tick over which entries are spread. */
const PHASES = 16

interface Entry {
  tick: () => void
  period: Millis
  due: Millis
  phase: number
}

/** The one tick loop: calls each entry at its own rate, from an absolute clock, so that nothing drifts. Entries are spread over the phases
 *  of a tick, so that no turn of the loop serves them all. */
export class TickLoop {
  private readonly entries = new Set<Entry>()
  private readonly phases = new Uint32Array(PHASES)
  private readonly late = new Lateness()
  private cancel: (() => void) | null = null
  private dropped = 0

  /** failed: hears of an entry whose tick threw; the entry is removed. */
  constructor(
    private readonly timers: Timers,
    private readonly failed: (error: unknown) => void,
  ) {}

  get size(): number {
    return this.entries.size
  }

  /** Calls `tick` so many times a second from now on; returns the function that ends this. */
  add(ticksPerSecond: number, tick: () => void): () => void {
    const period = 1000 / ticksPerSecond
    const phase = this.phases.indexOf(Math.min(...this.phases))
    this.phases[phase] = this.phases[phase]! + 1
    const now = this.timers.now()
    const start = (Math.floor(now / period) + phase / PHASES) * period
    const entry: Entry = { tick, period, phase, due: start > now ? start : start + period }
    this.entries.add(entry)
    this.sleep()
    return () => this.remove(entry)
  }

  /** How late ticks were of late, and how many were dropped in stalls since the start. */
  report(): LatenessReport & { dropped: number } {
    return { ...this.late.report(), dropped: this.dropped }
  }

  private remove(entry: Entry): void {
    if (!this.entries.delete(entry)) return
    this.phases[entry.phase] = this.phases[entry.phase]! - 1
  }

  private turn(): void {
    this.cancel = null
    for (const entry of this.entries) {
      for (let made = 0; entry.due <= this.timers.now() && this.entries.has(entry); made++) {
        if (made === MOST_TICKS_A_TURN) {
          this.skip(entry)
          break
        }
        const now = this.timers.now()
        this.late.add(now - entry.due, now)
        entry.due += entry.period
        this.run(entry)
      }
    }
    this.sleep()
  }

  private run(entry: Entry): void {
    try {
      entry.tick()
    } catch (error) {
      this.remove(entry)
      this.failed(error)
    }
  }

  /** Lets the time of a stall go, and keeps the phase. */
  private skip(entry: Entry): void {
    const ticks = Math.ceil((this.timers.now() - entry.due) / entry.period)
    this.dropped += ticks
    entry.due += ticks * entry.period
  }

  private sleep(): void {
    this.cancel?.()
    this.cancel = null
    if (this.entries.size === 0) return
    let next = Infinity
    for (const entry of this.entries) next = Math.min(next, entry.due)
    this.cancel = this.timers.after(Math.max(0, next - this.timers.now()), () => this.turn())
  }
}
