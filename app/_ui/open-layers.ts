'use client'

import { useEffect, useSyncExternalStore } from 'react'

/** How many dialogs and explanations lie over the page. */
let open = 0
const listeners = new Set<() => void>()

function change(by: 1 | -1): void {
  open += by
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether something lies over the page now, which has the keys for itself. */
export const isLayerOpen = (): boolean => open > 0

/** The same, as it changes. */
export const useLayerOpen = (): boolean => useSyncExternalStore(subscribe, isLayerOpen, () => false)

/** Tells that something lies over the page, for as long as it does. */
export function useLayer(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    change(1)
    return () => change(-1)
  }, [isOpen])
}
