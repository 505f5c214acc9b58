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

/** Says that the device is offline, over the head of the page where nothing is: it comes and goes without moving anything. */
export function OfflineBar(): ReactNode {
  const offline = useOffline()
  return (
    <output className="pointer-events-none fixed inset-x-0 top-2.5 z-50 flex justify-center sm:max-lg:top-auto sm:max-lg:bottom-4">
      {offline ? (
        <span className="flex animate-rise items-center gap-2 rounded-full border border-line-strong bg-raised px-3 py-1.5 text-sm">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          <span aria-hidden className="xs:hidden">
            Offline
          </span>
          <span className="max-xs:sr-only">
            You are offline.<span className="max-xl:sr-only"> What you see may be old.</span>
          </span>
        </span>
      ) : null}
    </output>
  )
}
