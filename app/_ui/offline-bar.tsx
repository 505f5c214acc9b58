'use client'

import { WifiOff } from 'lucide-react'
import { useSyncExternalStore, type ReactNode } from 'react'

function subscribe(changed: () => void): () => void {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Whether the device says it has no network. */
export function useOffline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => !navigator.onLine,
    () => false,
  )
}

/** A line across the page while the device is offline. */
export function OfflineBar(): ReactNode {
  const offline = useOffline()
  return (
    <output className="block">
      {offline ? (
        <span className="flex animate-rise items-center justify-center gap-2.5 border-b border-line-strong px-5 py-2.5 text-sm">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          You are offline. What you see may be old; it refreshes when the network is back.
        </span>
      ) : null}
    </output>
  )
}
