import { cellOf, GRID_MOVES, moved, type Grid } from '../grid.ts'
import { tableTask } from '../table-task.ts'

const GRID: Grid = { rows: 5, columns: 5 }
/** Whatever is done in these cells leads elsewhere. */
const JUMPS = [
  { from: cellOf(GRID, 0, 1), to: cellOf(GRID, 4, 1), reward: 10 },
  { from: cellOf(GRID, 0, 3), to: cellOf(GRID, 2, 3), reward: 5 },
]
const OFF_GRID = -1
const LONGEST = 200
/** From A′ four moves lead back to A: no cell is worth more a step. */
const STEPS_PER_JUMP = 5

/** # Gridworld v1 — example 3.5 of Sutton & Barto (2nd edition).
 *
 * Alone, on 5 × 5 cells, numbered row by row from the upper left, which are the states. Actions: 0 up, 1 down, 2 left, 3 right.
 * A move off the grid changes nothing and rewards −1; any other rewards 0. But whatever is done in A (cell 1) rewards +10 and leads to
 * A′ (cell 21), and in B (cell 3) +5 and to B′ (cell 13). The book's discount is 0.9.
 * Start: any cell (the book has none). Ends: never terminated, for the task is a continuing one; truncated after 200 steps.
 * Observation `one-hot`: 25 numbers, 1 at the cell and 0 elsewhere. History: v1, the first. A change of any line above makes a new version.
 */
export const gridworld = tableTask({
  id: 'gridworld',
  version: 1,
  name: 'Gridworld',
  about: 'Two cells that send you far away, and pay for it.',
  states: GRID.rows * GRID.columns,
  actions: GRID_MOVES,
  starts: Array.from({ length: GRID.rows * GRID.columns }, (_, cell) => cell),
  isTerminal: () => false,
  move(cell, move) {
    const jump = JUMPS.find(({ from }) => from === cell)
    if (jump) return { next: jump.to, reward: jump.reward }
    const next = moved(GRID, cell, move)
    return { next, reward: next === cell ? OFF_GRID : 0 }
  },
  maxTicks: LONGEST,
  maxReturn: (JUMPS[0]!.reward * LONGEST) / STEPS_PER_JUMP,
})
