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

/** A figure of runs in groups, each group with the same seeds in the same order, with its 95 % interval by a percentile bootstrap over both: each
 *  resample draws groups again, and seeds once for all groups, because runs of one seed share their luck. It is approximate where either are
 *  few. figure: of the runs of all groups together. */
export function crossedBootstrap<T>(
  groups: readonly (readonly T[])[],
  figure: (runs: readonly T[]) => number,
  seed: number,
  resamples = 2000,
): Interval {
  const chance = new SeededChance(seed)
  const seeds = Math.max(0, ...groups.map((runs) => runs.length))
  const resample = (): T[] => {
    const columns = Array.from({ length: seeds }, () => chance.below(seeds))
    return groups.flatMap(() => {
      const runs = groups[chance.below(groups.length)]!
      return columns.flatMap((column) => (column < runs.length ? [runs[column]!] : []))
    })
  }
  const again = Array.from({ length: resamples }, () => figure(resample()))
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
