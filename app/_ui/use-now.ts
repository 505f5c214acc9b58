'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** The time in ms of Date.now(), renewed every `everyMillis`; null while the page is being hydrated, since the server's clock is another. */
export function useNow(everyMillis: number): number | null {
  const subscribe = useCallback(
    (changed: () => void) => {
      const timer = setInterval(changed, everyMillis)
      return () => clearInterval(timer)
    },
    [everyMillis],
  )
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / everyMillis) * everyMillis,
    () => null,
  )
}
