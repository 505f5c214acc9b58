import type { Deed } from './memory.ts'

/** Deeds as rows of plain numbers: features, value, lost (−1: not known), unfinished. */
export const writeDeeds = (deeds: readonly Deed[]): number[][] =>
  deeds.map(({ features, value, lost, unfinished }) => [...features, value, lost ?? -1, unfinished ? 1 : 0])

const MOST = 2000

/** Throws TypeError where these are no deeds of so many features. */
export function readDeeds(rows: unknown, features: number): Deed[] {
  if (!Array.isArray(rows) || rows.length > MOST) throw new TypeError('These are no deeds')
  return rows.map((row: unknown) => {
    if (!Array.isArray(row) || row.length !== features + 3 || !row.every((number) => Number.isFinite(number)))
      throw new TypeError(`A deed is ${features + 3} numbers`)
    const numbers = row as number[]
    const [value, lost, unfinished] = numbers.slice(features) as [number, number, number]
    return {
      features: Float64Array.from(numbers.slice(0, features)),
      value,
      lost: lost < 0 ? null : lost,
      unfinished: unfinished === 1,
    }
  })
}
