import type { Row } from '../../../game/core/task.ts'

/** What there is to know of a game in which one goes from tile to tile. */
export interface TileGame {
  /** Ticks from one step to the next. */
  readonly moveTicks: number
  /** The fields of seat 0, before those of the other seats: column, row, and ticks until it can move again. */
  readonly x: number
  readonly y: number
  readonly wait: number
  /** Tiles on a side of the board. */
  tiles(row: Row): number
  /** Whether anything may come of a seat's wish to go onto the tile. */
  mayGo(row: Row, seat: number, x: number, y: number): boolean
}
