import * as M from '../../../game/tasks/maze/layout.ts'
import { mayEnter } from '../../../game/tasks/maze/rules.ts'
import type { TileGame } from '../tiles/tile-game.ts'

/** The maze as a board of tiles. */
export const mazeBoard: TileGame = {
  moveTicks: M.MOVE_TICKS,
  x: M.X,
  y: M.Y,
  wait: M.WAIT,
  tiles: (row) => row[M.TILES]!,
  mayGo: mayEnter,
}
