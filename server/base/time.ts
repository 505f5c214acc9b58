/** A span or a moment of the monotonic clock, in milliseconds. */
export type Millis = number

/** The clock and the alarms of this process; tests turn their own by hand. */
export interface Timers {
  /** Monotonic: never goes back, says nothing of the time of day. */
  now(): Millis
  /** Calls `action` once after `delay`; returns the function that prevents it. */
  after(delay: Millis, action: () => void): () => void
}

/** The real clock. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after(delay, action) {
    const timer = setTimeout(action, delay)
    return () => clearTimeout(timer)
  },
}
