/** A court that is so much wider than high has the scores beside the board; any other above it. Both numbers and `leftOf` stand in
 *  board-side.module.css, too, which keeps the same room free for the words. */
const WIDE = 1.26
/** Room above the board, as a share of the height. */
const BAND = 0.18
/** Room that is wanted left of it, as a share of the height. */
const COLUMN = 0.34

/** Width to height of a court that is held upright: the board from side to side, with the scores above it. */
export const UPRIGHT = 1 - BAND

/** Where a square board of tiles lies in a court of so many pixels, or of any other unit. */
export interface BoardGeometry {
  left: number
  top: number
  side: number
  /** Side of a tile. */
  tile: number
  /** Where the middle of a column or of a row is. */
  x(column: number): number
  y(row: number): number
}

/** tiles: on a side of the board */
export function boardGeometry(width: number, height: number, tiles: number): BoardGeometry {
  const wide = width >= WIDE * height
  const side = wide ? height : Math.min(width, (1 - BAND) * height)
  const left = wide ? leftOf(width, height) : (width - side) / 2
  const top = wide ? 0 : BAND * height
  const tile = side / tiles
  return {
    left,
    top,
    side,
    tile,
    x: (column) => left + (column + 0.5) * tile,
    y: (row) => top + (row + 0.5) * tile,
  }
}

/** In the middle where the scores fit beside it, else to the right. */
const leftOf = (width: number, height: number): number =>
  Math.max((width - height) / 2, Math.min(width - height, COLUMN * height))

/** The place on a board, in columns and rows with their fractions, under one that is given in shares of the court.
 *  ratio: of the court's width to its height */
export function boardPlace(x: number, y: number, ratio: number, tiles: number): { x: number; y: number } {
  const { left, top, tile } = boardGeometry(ratio, 1, tiles)
  return { x: (x * ratio - left) / tile - 0.5, y: (y - top) / tile - 0.5 }
}
