import type { Millis } from './time.ts'

/** Upper ends of the histogram's classes, ms; the last one has none. */
const EDGES = [0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256] as const
const WINDOW: Millis = 30_000

export interface LatenessReport {
  ticks: number
  p50: Millis
  p99: Millis
  max: Millis
}

interface Window {
  counts: Uint32Array
  max: Millis
}

const emptyWindow = (): Window => ({ counts: new Uint32Array(EDGES.length + 1), max: 0 })

/** How late ticks were in the last half minute to minute: a histogram, so that it costs the same however long it runs. */
export class Lateness {
  private current = emptyWindow()
  private previous = emptyWindow()
  private turnedAt: Millis = 0

  record(late: Millis, now: Millis): void {
    if (now - this.turnedAt >= WINDOW) {
      this.previous = now - this.turnedAt < 2 * WINDOW ? this.current : emptyWindow()
      this.current = emptyWindow()
      this.turnedAt = now
    }
    let edge = 0
    while (edge < EDGES.length && late > EDGES[edge]!) edge++
    this.current.counts[edge] = this.current.counts[edge]! + 1
    this.current.max = Math.max(this.current.max, late)
  }

  /** Quantiles are the upper end of the class they lie in. */
  report(): LatenessReport {
    const counts = this.current.counts.map((count, i) => count + this.previous.counts[i]!)
    const ticks = counts.reduce((sum, count) => sum + count, 0)
    const max = Math.max(this.current.max, this.previous.max)
    const quantile = (q: number): Millis => {
      let seen = 0
      for (let i = 0; i < counts.length; i++) {
        seen += counts[i]!
        if (seen > 0 && seen >= q * ticks) return Math.min(max, EDGES[i] ?? max)
      }
      return 0
    }
    return { ticks, p50: round(quantile(0.5)), p99: round(quantile(0.99)), max: round(max) }
  }
}

const round = (value: Millis): Millis => Math.round(value * 100) / 100
