import { Lateness, type LatenessReport } from '../base/lateness.ts'
import type { Millis, Timers } from '../base/time.ts'

/** Ticks that one entry may make up for in one turn; time beyond that is dropped, so that a stall does not lead to a spiral. */
const MOST_TICKS_A_TURN = 6
/** Parts of a tick over which entries are spread. */
const PHASES = 16

interface Entry {
  tick: () => void
  removed: boolean
}

/** The entries of one rate and one phase: they are due together. */
interface Bucket {
  period: Millis
  phase: number
  due: Millis
  /** Replaced, never changed, so that a tick may add and remove entries. */
  entries: readonly Entry[]
}

/** The one tick loop: calls each entry at its own rate, from an absolute clock, so that nothing drifts. Entries are spread over the phases
 *  of a tick, so that no turn of the loop serves them all; a turn looks at the phases, not at the entries. */
export class TickLoop {
  private readonly buckets = new Set<Bucket>()
  private readonly phases = new Uint32Array(PHASES)
  private readonly late = new Lateness()
  private cancel: (() => void) | null = null
  private dropped = 0

  /** failed: hears of an entry whose tick threw; the entry is removed. heard: how late each tick is, ms, and when it was. */
  constructor(
    private readonly timers: Timers,
    private readonly failed: (error: unknown) => void,
    private readonly onLateness: (late: Millis, now: Millis) => void = () => {},
  ) {}

  get size(): number {
    return this.phases.reduce((sum, count) => sum + count, 0)
  }

  /** Calls `tick` so many times a second from now on; returns the function that ends this. */
  every(ticksPerSecond: number, tick: () => void): () => void {
    const period = 1000 / ticksPerSecond
    const phase = this.phases.indexOf(Math.min(...this.phases))
    this.phases[phase] = this.phases[phase]! + 1
    const bucket = this.bucketOf(period, phase)
    const entry: Entry = { tick, removed: false }
    bucket.entries = [...bucket.entries, entry]
    this.sleep()
    return () => this.remove(bucket, entry)
  }

  /** How late ticks were of late, and how many were dropped in stalls since the start. */
  report(): LatenessReport & { dropped: number } {
    return { ...this.late.report(), dropped: this.dropped }
  }

  private bucketOf(period: Millis, phase: number): Bucket {
    for (const bucket of this.buckets) if (bucket.period === period && bucket.phase === phase) return bucket
    const now = this.timers.now()
    const start = (Math.floor(now / period) + phase / PHASES) * period
    const bucket: Bucket = { period, phase, due: start > now ? start : start + period, entries: [] }
    this.buckets.add(bucket)
    return bucket
  }

  private remove(bucket: Bucket, entry: Entry): void {
    if (entry.removed) return
    entry.removed = true
    bucket.entries = bucket.entries.filter((other) => other !== entry)
    this.phases[bucket.phase] = this.phases[bucket.phase]! - 1
    if (bucket.entries.length === 0) this.buckets.delete(bucket)
  }

  private turn(): void {
    this.cancel = null
    for (const bucket of this.buckets) {
      for (let made = 0; bucket.due <= this.timers.now() && bucket.entries.length > 0; made++) {
        if (made === MOST_TICKS_A_TURN) {
          this.skip(bucket)
          break
        }
        const { due } = bucket
        bucket.due += bucket.period
        for (const entry of bucket.entries) if (!entry.removed) this.run(bucket, entry, due)
      }
    }
    this.sleep()
  }

  private run(bucket: Bucket, entry: Entry, due: Millis): void {
    const now = this.timers.now()
    this.late.record(now - due, now)
    this.onLateness(now - due, now)
    try {
      entry.tick()
    } catch (error) {
      this.remove(bucket, entry)
      this.failed(error)
    }
  }

  /** Lets the time of a stall go, and keeps the phase. */
  private skip(bucket: Bucket): void {
    const ticks = Math.ceil((this.timers.now() - bucket.due) / bucket.period)
    this.dropped += ticks * bucket.entries.length
    bucket.due += ticks * bucket.period
  }

  private sleep(): void {
    this.cancel?.()
    this.cancel = null
    if (this.buckets.size === 0) return
    let next = Infinity
    for (const bucket of this.buckets) next = Math.min(next, bucket.due)
    this.cancel = this.timers.after(Math.max(0, next - this.timers.now()), () => this.turn())
  }
}
