import * as F from '../../../game/tasks/forage/layout.ts'
import type { TileGame } from '../tiles/tile-game.ts'

/** The meadow as a board of tiles. Who stands in the way is tagged, so nobody shuts it. */
export const forageBoard: TileGame = {
  moveTicks: F.MOVE_TICKS,
  x: F.X,
  y: F.Y,
  wait: F.WAIT,
  tiles: () => F.SIDE,
  mayGo: (_row, _seat, x, y) => x >= 0 && y >= 0 && x < F.SIDE && y < F.SIDE,
}
