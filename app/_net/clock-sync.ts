/** How far back the estimates look. */
const WINDOW_MILLIS = 4000
const PINGS = 20

/** The value below which a share of the values lies; 0 for none. Nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

interface Arrival {
  at: number
  /** When tick 0 would have arrived over the same path, ms. */
  origin: number
  /** How old the newest known tick had become when this batch came, in ticks, on a path without delay. */
  gap: number
}

/** Learns from the arrivals of batches and from round trips how the server's ticks lie in the page's time. Times in ms of one monotonic clock. */
export class ClockSync {
  private arrivals: Arrival[] = []
  private newestTo: number | null = null
  private origin = 0
  private readonly pings: number[] = []

  constructor(private readonly tickMillis: number) {}

  /** Whether a batch has come since the last reset. */
  get ready(): boolean {
    return this.arrivals.length > 0
  }

  /** A batch came that leads to tick `to`. */
  arrived(to: number, now: number): void {
    const origin = now - to * this.tickMillis
    const fastest = this.ready ? Math.min(this.origin, origin) : origin
    const gap = this.newestTo === null ? 0 : (now - fastest) / this.tickMillis - this.newestTo
    this.arrivals.push({ at: now, origin, gap })
    if (this.arrivals[0]!.at < now - WINDOW_MILLIS)
      this.arrivals = this.arrivals.filter((a) => a.at >= now - WINDOW_MILLIS)
    this.origin = this.arrivals.reduce((least, a) => Math.min(least, a.origin), Infinity)
    this.newestTo = to
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

  /** Ticks to stay behind `newest` so that what is shown has arrived: covers the size of batches and their delays, the rare ones aside. */
  get buffer(): number {
    return percentile(
      this.arrivals.map((a) => a.gap),
      0.97,
    )
  }

  /** Forgets the arrivals: time stood still, or jumped. */
  reset(): void {
    this.arrivals = []
    this.newestTo = null
  }
}
