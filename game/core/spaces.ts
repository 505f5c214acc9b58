/** The sets that actions and observations come from, in Gymnasium's terms. Plain data. */

/** One of n named choices. As a number: its index. */
export interface Discrete {
  kind: 'discrete'
  labels: readonly string[]
}

/** Any combination of named buttons. As numbers: 0 or 1 for each. */
export interface MultiBinary {
  kind: 'multi-binary'
  labels: readonly string[]
}

/** Real numbers between −1 and 1, one a dimension. */
export interface Continuous {
  kind: 'continuous'
  labels: readonly string[]
}

export type ActionSpace = Discrete | MultiBinary | Continuous

/** Named numbers, each with its smallest and largest value. */
export interface Box {
  names: readonly string[]
  /** How they are arranged, the last dimension varying fastest: [numbers], or [rows, columns, channels] for an image. */
  shape: readonly number[]
  low: Float64Array
  high: Float64Array
}

export const discrete = (labels: readonly string[]): Discrete => ({ kind: 'discrete', labels })

/** A box from a table of ranges; the order of the table is the order of the numbers. */
export function box(ranges: Record<string, readonly [low: number, high: number]>): Box {
  const entries = Object.entries(ranges)
  return {
    names: entries.map(([name]) => name),
    shape: [entries.length],
    low: Float64Array.from(entries, ([, range]) => range[0]),
    high: Float64Array.from(entries, ([, range]) => range[1]),
  }
}

/** A box of numbers that differ by their place alone, all within one range: an image, a window on a map. Each is named by its place. */
export function gridBox(shape: readonly number[], [low, high]: readonly [low: number, high: number]): Box {
  let names = ['']
  for (const size of shape)
    names = names.flatMap((name) => Array.from({ length: size }, (_, i) => (name === '' ? `${i}` : `${name},${i}`)))
  return {
    names,
    shape,
    low: new Float64Array(names.length).fill(low),
    high: new Float64Array(names.length).fill(high),
  }
}
