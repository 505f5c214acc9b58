'use client'

import { useEffect, useSyncExternalStore } from 'react'
import type { TaskRegistry } from '../../game/core/task-registry.ts'

let loaded: TaskRegistry | null = null
const waiting = new Set<() => void>()

/** All tasks with what they declare, once they are here: the first screen does not wait for their simulations. Null until then.
 *  wanted: whether to fetch them, or to take them only where somebody else did. */
export function useTasks(wanted = true): TaskRegistry | null {
  useEffect(() => {
    // Where they cannot come, whoever asks next tries again.
    if (wanted) load().catch(() => undefined)
  }, [wanted])
  return useSyncExternalStore(
    subscribe,
    () => loaded,
    () => null,
  )
}

function subscribe(heard: () => void): () => void {
  waiting.add(heard)
  return () => waiting.delete(heard)
}

async function load(): Promise<void> {
  if (loaded) return
  loaded = (await import('../../game/tasks/index.ts')).registry
  for (const heard of waiting) heard()
}
