import type { Tally } from '../../../game/learn/practice/arena.ts'

/** How a partner did at a moment of a match against the one that the match began with. */
export interface ProgressPoint extends Tally {
  /** Since its trainer was asked for, those without one left out. */
  seconds: number
}

/** Kept at the beginning, and later as many for each time the match becomes e times as long. */
const POINTS = 200

/** A curve with a further point, where something new was counted and it is not too near the last one. */
export function withProgress(
  curve: readonly ProgressPoint[],
  seconds: number,
  tally: Tally | null,
): readonly ProgressPoint[] {
  const last = curve.at(-1)
  if (!tally || (last && seconds - last.seconds < Math.max(1, last.seconds / POINTS))) return curve
  if (last?.won === tally.won && last.lost === tally.lost) return curve
  return [...curve, { seconds, ...tally }]
}
