import { useSyncExternalStore } from 'react'
import type { Row } from '../../game/core/task.ts'

/** How often a row is read, ms: figures need no more. */
const EVERY_MILLIS = 100

function often(again: () => void): () => void {
  const handle = setInterval(again, EVERY_MILLIS)
  return () => clearInterval(handle)
}

/** A figure that is read off the newest row of a match while it goes on; null before the first. */
export function useReading(newest: () => Row | null, read: (row: Row) => number): number | null {
  const reading = (): number | null => {
    const row = newest()
    return row && read(row)
  }
  return useSyncExternalStore(often, reading, () => null)
}
