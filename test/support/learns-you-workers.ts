import { fileURLToPath } from 'node:url'
import { inChildren } from './in-children.ts'
import type { Cell, CellResult } from './learns-you-cell.ts'

const SCRIPT = fileURLToPath(new URL('learns-you-worker.ts', import.meta.url))

/** Measures cells in so many child processes, each one at a time, in order. done: called with each result as it comes. Rejects, and ends them,
 *  where one fails. */
export const measureInParallel = (
  cells: readonly Cell[],
  workers: number,
  done: (result: CellResult) => void | Promise<void>,
): Promise<void> => inChildren<Cell, CellResult>(SCRIPT, cells, workers, done)
