import type { ProgressPoint } from './progress.ts'

const KEY = 'sparring.progress'

export type KeptCurve = typeof keptCurve

/** The curve of the match under way, which this tab keeps: it is there again after a reload, or for who went to another page and came back. The
 *  curve of a match takes the place of that of another. Where a browser refuses storage, nothing is kept. */
export const keptCurve = {
  /** What was kept of this match; empty: nothing. */
  read(match: string): readonly ProgressPoint[] {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { match?: unknown; points?: unknown } | null
      return kept?.match === match && Array.isArray(kept.points) && kept.points.every(isPoint) ? kept.points : []
    } catch {
      return []
    }
  },

  keep(match: string, points: readonly ProgressPoint[]): void {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ match, points }))
    } catch {
      // It is only a picture.
    }
  },

  drop(): void {
    try {
      sessionStorage.removeItem(KEY)
    } catch {
      // Nothing was kept either.
    }
  },
}

function isPoint(value: unknown): value is ProgressPoint {
  const { seconds, won, lost } = Object(value) as Partial<Record<keyof ProgressPoint, unknown>>
  return [seconds, won, lost].every((figure) => typeof figure === 'number' && figure >= 0)
}
