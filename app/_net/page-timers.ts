import type { Timers } from '../../server/base/time.ts'

/** The page's clock and alarms; tests turn their own by hand. */
export const pageTimers: Timers = {
  now: () => performance.now(),
  after(delay, action) {
    const timer = setTimeout(action, delay)
    return () => clearTimeout(timer)
  },
}
