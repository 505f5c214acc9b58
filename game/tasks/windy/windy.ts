import { cellOf, GRID_MOVES, lifted, moved, type Grid } from '../grid.ts'
import { tableTask } from '../table-task.ts'

/** Rows that the wind of each column carries upwards. */
const WIND = [0, 0, 0, 1, 1, 1, 2, 2, 1, 0]
const GRID: Grid = { rows: 7, columns: WIND.length }
const GOAL = cellOf(GRID, 3, 7)
const SHORTEST_WAY = 15

/** # Windy v1 — the windy gridworld, example 6.5 of Sutton & Barto (2nd edition).
 *
 * Alone, on 7 × 10 cells, numbered row by row from the upper left, which are the states. Actions: 0 up, 1 down, 2 left, 3 right.
 * The cell that a move leads to (the same one, where it would leave the grid) is shifted upwards by the wind of the column that is left, no
 * further than the uppermost row; the winds are 0 0 0 1 1 1 2 2 1 0. Reward: −1 for each move; the book does not discount.
 * Start: cell 30 (fourth row, first column). Ends: terminated at cell 37 (fourth row, eighth column); truncated after 2,000 steps.
 * Observation `one-hot`: 70 numbers, 1 at the cell and 0 elsewhere. History: v1, the first. A change of any line above makes a new version.
 */
export const windy = tableTask({
  id: 'windy',
  version: 1,
  name: 'Windy',
  about: 'Cross a grid while the wind blows you upwards.',
  states: GRID.rows * GRID.columns,
  actions: GRID_MOVES,
  starts: [cellOf(GRID, 3, 0)],
  isTerminal: (cell) => cell === GOAL,
  move: (cell, move) => ({ next: lifted(GRID, moved(GRID, cell, move), WIND[cell % GRID.columns]!), reward: -1 }),
  maxTicks: 2_000,
  maxReturn: -SHORTEST_WAY,
})
