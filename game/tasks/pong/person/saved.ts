import type { Deed } from './memory.ts'

/** Deeds as rows of plain numbers: features, value, lost (−1: not known), unfinished. */
export const writeDeeds = (deeds: readonly Deed[]): number[][] =>
  deeds.map(({ features, value, lost, unfinished }) => [...features, value, lost ?? -1, unfinished ? 1 : 0])

const MOST = 2000

/** Throws TypeError where these are no deeds of so many features. */
export const readDeeds = (rows: unknown, features: number): Deed[] =>
  readRows(rows, features + 3).map((numbers) => {
    const [value, lost, unfinished] = numbers.slice(features) as [number, number, number]
    return {
      features: Float64Array.from(numbers.slice(0, features)),
      value,
      lost: lost < 0 ? null : lost,
      unfinished: unfinished === 1,
    }
  })

/** Throws TypeError where these are no rows of so many numbers. */
export function readRows(rows: unknown, numbers: number): number[][] {
  if (!Array.isArray(rows) || rows.length > MOST) throw new TypeError('These are no rows of numbers')
  for (const row of rows as unknown[])
    if (!Array.isArray(row) || row.length !== numbers || !row.every((number) => Number.isFinite(number)))
      throw new TypeError(`A row must be ${numbers} numbers`)
  return rows as number[][]
}
