import { cellOf, GRID_MOVES, moved, type Grid } from '../grid.ts'
import { tableTask } from '../table-task.ts'

const GRID: Grid = { rows: 4, columns: 12 }
const START = cellOf(GRID, GRID.rows - 1, 0)
const GOAL = cellOf(GRID, GRID.rows - 1, GRID.columns - 1)
const FALL = -100
/** Up, along the edge, and down. */
const SHORTEST_WAY = 13

/** # Cliff v1 — cliff walking, example 6.6 of Sutton & Barto (2nd edition).
 *
 * Alone, on 4 × 12 cells, numbered row by row from the upper left, which are the states. Actions: 0 up, 1 down, 2 left, 3 right.
 * A move off the grid changes nothing. Between the start (cell 36, lower left) and the goal (cell 47, lower right) lies the cliff: a move into
 * it rewards −100 and leads back to the start. Reward: −1 for any other move; the book does not discount.
 * Ends: terminated at the goal; truncated after 1,000 steps. Cells of the cliff are states in which nobody ever is.
 * Observation `one-hot`: 48 numbers, 1 at the cell and 0 elsewhere. History: v1, the first. A change of any line above makes a new version.
 */
export const cliff = tableTask({
  id: 'cliff',
  version: 1,
  name: 'Cliff',
  about: 'The short way leads along the edge.',
  states: GRID.rows * GRID.columns,
  actions: GRID_MOVES,
  starts: [START],
  isTerminal: (cell) => cell === GOAL,
  move(cell, move) {
    const next = moved(GRID, cell, move)
    return next > START && next < GOAL ? { next: START, reward: FALL } : { next, reward: -1 }
  },
  maxTicks: 1_000,
  maxReturn: -SHORTEST_WAY,
})
