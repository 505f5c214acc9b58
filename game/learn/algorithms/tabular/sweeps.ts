import type { Progress } from '../../learner/algorithm.ts'

/** Goes over all states so many times, and breathes in between. sweep: from one table to another, which may be the same → the largest change.
 *  table: holds the values before and after → the largest change of the last sweep */
export async function sweepOver(
  table: Float64Array,
  { sweeps, inPlace }: { sweeps: number; inPlace: boolean },
  { breathe, interim }: Progress,
  sweep: (from: Float64Array, to: Float64Array) => number,
): Promise<number> {
  const from = inPlace ? table : table.slice()
  let change = 0
  for (let i = 0; i < sweeps; i++) {
    if (!inPlace) from.set(table)
    change = sweep(from, table)
    interim((i + 1) / sweeps, { change })
    await breathe()
  }
  return change
}
