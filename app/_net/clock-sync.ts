/** How far back the estimates look. */
const WINDOW_MILLIS = 4000
const PINGS = 20
/** The server lets time go when it is held up, and a path may grow longer: where all that came for so long came so many ticks later than
 *  before, what was before counts no more. A batch that the network holds brings what waits behind it along, so it does not look like that.
 *  Fewer ticks are borne: with the most that the lead is ahead of the fastest path, an input lies less than 15 ahead of the server. */
const SLIP_MILLIS = 1000
const SLIP_TICKS = 5

/** The value below which a share of the values lies; 0 for none. Nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/** Share of the moments at which a batch may come whose news may be late for what is shown. */
const LATE_SHARE = 0.03

interface Arrival {
  at: number
  /** When tick 0 would have arrived over the same path, ms. */
  origin: number
  /** The same, had the oldest news of the batch been its last, ms: what is shown has to wait as long for it. */
  oldest: number
  /** Moments at which a batch might have come since the one before, this one included: at the others there was nothing to tell. */
  slots: number
}

/** Learns from the arrivals of batches and from round trips how the server's ticks lie in the page's time. Times in ms of one monotonic clock. */
export class ClockSync {
  private arrivals: Arrival[] = []
  private origin = 0
  private readonly pings: number[] = []

  /** slot: ticks from one moment at which a batch may go to the next; see BatchPace. */
  constructor(
    private readonly tickMillis: number,
    private readonly slot: number,
  ) {}

  /** Whether a batch has come since the last reset. */
  get ready(): boolean {
    return this.arrivals.length > 0
  }

  /** A batch came that leads from tick `from` to tick `to`. */
  arrived(from: number, to: number, now: number): void {
    const { tickMillis, slot } = this
    const origin = now - to * tickMillis
    const oldest = now - Math.max(from, to - slot) * tickMillis
    this.arrivals.push({ at: now, origin, oldest, slots: Math.max(1, Math.round((to - from) / slot)) })
    if (this.arrivals[0]!.at < now - WINDOW_MILLIS) this.keepSince(now - WINDOW_MILLIS)
    this.origin = originOf(this.arrivals)
    const recent = this.arrivals.filter((a) => a.at >= now - SLIP_MILLIS)
    if (recent[0]!.at > now - 0.7 * SLIP_MILLIS || originOf(recent) < this.origin + SLIP_TICKS * tickMillis) return
    this.keepSince(now - SLIP_MILLIS)
    this.origin = originOf(this.arrivals)
  }

  pinged(roundTripMillis: number): void {
    this.pings.push(roundTripMillis)
    if (this.pings.length > PINGS) this.pings.shift()
  }

  /** The tick (with its fraction) whose news would arrive now over the fastest path seen of late. */
  newest(now: number): number {
    return (now - this.origin) / this.tickMillis
  }

  /** Median round trip, ms. */
  get roundTrip(): number {
    return percentile(this.pings, 0.5)
  }

  /** Shortest round trip of late, ms. */
  get shortestTrip(): number {
    return this.pings.length > 0 ? Math.min(...this.pings) : 0
  }

  /** How much later than the median the slowest twentieth of round trips is, ms. */
  get jitter(): number {
    return Math.max(0, percentile(this.pings, 0.95) - this.roundTrip)
  }

  /** Ticks to stay behind `newest` so that news has arrived when it is shown: covers the size of batches and their delays, the rare ones
   *  aside. Silence is on time. */
  get buffer(): number {
    const { arrivals } = this
    if (arrivals.length === 0) return 0
    const slots = arrivals.reduce((sum, a) => sum + a.slots, 0)
    const latest = arrivals.map((a) => a.oldest).sort((a, b) => b - a)
    const oldest = latest[Math.min(latest.length - 1, Math.floor(LATE_SHARE * slots))]!
    return (oldest - this.origin) / this.tickMillis
  }

  /** Forgets the arrivals: time stood still, or jumped. */
  reset(): void {
    this.arrivals = []
  }

  private keepSince(at: number): void {
    this.arrivals = this.arrivals.filter((a) => a.at >= at)
  }
}

const originOf = (arrivals: readonly Arrival[]): number =>
  arrivals.reduce((least, a) => Math.min(least, a.origin), Infinity)
