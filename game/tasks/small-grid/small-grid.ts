import { GRID_MOVES, moved, type Grid } from '../grid.ts'
import { tableTask } from '../table-task.ts'

const GRID: Grid = { rows: 4, columns: 4 }
const LAST = GRID.rows * GRID.columns - 1
const isCorner = (cell: number): boolean => cell === 0 || cell === LAST

/** # Small Grid v1 — example 4.1 of Sutton & Barto (2nd edition).
 *
 * Alone, on 4 × 4 cells, numbered row by row from the upper left, which are the states. Actions: 0 up, 1 down, 2 left, 3 right.
 * A move off the grid changes nothing. Reward: −1 for each move; the book does not discount. Start: any cell but the two at the ends
 * (the book has none). Ends: terminated in the cells 0 and 15, upper left and lower right; truncated after 500 steps.
 * Observation `one-hot`: 16 numbers, 1 at the cell and 0 elsewhere. History: v1, the first. A change of any line above makes a new version.
 */
export const smallGrid = tableTask({
  id: 'small-grid',
  version: 1,
  name: 'Small Grid',
  about: 'Sixteen cells, two of them home: each step costs one.',
  states: LAST + 1,
  actions: GRID_MOVES,
  starts: Array.from({ length: LAST - 1 }, (_, i) => i + 1),
  isTerminal: isCorner,
  move: (cell, move) => ({ next: moved(GRID, cell, move), reward: -1 }),
  maxTicks: 500,
  maxReturn: -1,
})
