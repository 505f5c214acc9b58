/** The four moves of the grid worlds, by their codes. */
export const GRID_MOVES = ['up', 'down', 'left', 'right'] as const

const ROW_STEPS = [-1, 1, 0, 0]
const COLUMN_STEPS = [0, 0, -1, 1]

const within = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value))

/** A board whose cells are numbered row by row, from the upper left. */
export interface Grid {
  rows: number
  columns: number
}

export const cellOf = ({ columns }: Grid, row: number, column: number): number => row * columns + column

/** The cell that a move leads to: itself where the move would leave the grid. */
export function moved(grid: Grid, cell: number, move: number): number {
  const row = Math.floor(cell / grid.columns)
  const column = cell - row * grid.columns
  return cellOf(grid, within(row + ROW_STEPS[move]!, grid.rows), within(column + COLUMN_STEPS[move]!, grid.columns))
}

/** The cell so many rows further up, or the uppermost of its column. */
export function lifted(grid: Grid, cell: number, rows: number): number {
  const row = Math.floor(cell / grid.columns)
  return cellOf(grid, Math.max(0, row - rows), cell - row * grid.columns)
}
