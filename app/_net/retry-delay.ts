/** Milliseconds to wait before the nth try (from 0) to connect again: at once, then doubling from half a second up to four seconds. */
export function retryDelay(attempt: number): number {
  return attempt === 0 ? 100 : Math.min(4000, 250 * 2 ** attempt)
}
