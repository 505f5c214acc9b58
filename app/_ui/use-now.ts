'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** The page's monotonic clock, for `useNow`. */
export const monotonic = (): number => performance.now()

/** The time in ms, renewed every `everyMillis` and rounded down to that; null while the page is being hydrated, since the server's clock is
 *  another, and where `everyMillis` is null. clock: the time of day, or `monotonic`. */
export function useNow(everyMillis: number | null, clock: () => number = Date.now): number | null {
  const subscribe = useCallback(
    (changed: () => void) => {
      if (everyMillis === null) return () => undefined
      const timer = setInterval(changed, everyMillis)
      return () => clearInterval(timer)
    },
    [everyMillis],
  )
  return useSyncExternalStore(
    subscribe,
    () => (everyMillis === null ? null : Math.floor(clock() / everyMillis) * everyMillis),
    () => null,
  )
}
