import { SeededChance } from '../../game/core/chance.ts'

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The mean of what lies between the quartiles: a quarter of the values, rounded down, is left out at each end (Agarwal et al. 2021, "Deep
 *  reinforcement learning at the edge of the statistical precipice"). NaN of none. */
export function interquartileMean(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const cut = Math.floor(sorted.length / 4)
  return mean(sorted.slice(cut, sorted.length - cut))
}

/** The p-quantile of sorted values, between its neighbours linearly. */
export function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1)
  const below = Math.floor(at)
  return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!)
}

export interface Interval {
  value: number
  low: number
  high: number
}

/** A figure of runs in groups, with its 95 % interval by a stratified percentile bootstrap (Agarwal et al. 2021): each resample draws as many runs
 *  of each group again, with replacement. figure: of the runs of all groups together. */
export function stratifiedBootstrap<T>(
  groups: readonly (readonly T[])[],
  figure: (runs: readonly T[]) => number,
  seed: number,
  resamples = 2000,
): Interval {
  const chance = new SeededChance(seed)
  const again = Array.from({ length: resamples }, () =>
    figure(groups.flatMap((runs) => runs.map(() => runs[chance.below(runs.length)]!))),
  )
  const sorted = again.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
  const value = figure(groups.flat())
  return sorted.length === 0
    ? { value, low: Number.NaN, high: Number.NaN }
    : { value, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) }
}

/** The first x at which a curve, straight between its points, has made this part of the way from its first to its last y; NaN where it does not
 *  rise. curve: [x, y], by x. */
export function firstAtShareOfRise(curve: readonly (readonly [x: number, y: number])[], share: number): number {
  const [first, last] = [curve[0], curve.at(-1)]
  if (!first || !last || last[1] <= first[1]) return Number.NaN
  const goal = first[1] + share * (last[1] - first[1])
  for (const [i, [x, y]] of curve.entries()) {
    if (y < goal) continue
    const [fromX, fromY] = curve[i - 1] ?? [x, y]
    return y === fromY ? x : fromX + ((goal - fromY) / (y - fromY)) * (x - fromX)
  }
  return last[0]
}
