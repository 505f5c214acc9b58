import { gridBox } from '../../core/spaces.ts'
import type { Observation } from '../../core/task.ts'
import * as M from './layout.ts'

/** Tiles on a side of what is seen, and how far it reaches from its middle. */
const WINDOW = 7
const REACH = 3
const CHANNELS = 6
const KEY = 1
const DOOR = 2
const GOAL = 3
const SOMEBODY = 4
const HAS_KEY = 5
/** A row of walls. */
const ALL = 0xffffffff

/** # maze/window — the 7 × 7 tiles around the own one, row by row from the top, each as six numbers that are 0 or 1.
 *
 * | channel | meaning                                   |
 * | 0       | a wall, or outside                        |
 * | 1       | the key, while it is not mine             |
 * | 2       | the door, while the key is not mine       |
 * | 3       | the goal                                  |
 * | 4       | somebody else who is still on the way     |
 * | 5       | the key is mine (the same everywhere)     |
 */
export const mazeWindow: Observation = {
  name: 'window',
  history: 0,
  space: gridBox([WINDOW, WINDOW, CHANNELS], [0, 1]),
  observe(s, seat, out, offset) {
    out.fill(0, offset, offset + WINDOW * WINDOW * CHANNELS)
    const mine = s[M.HAS_KEY + seat]!
    const left = s[M.X + seat]! - REACH
    const top = s[M.Y + seat]! - REACH
    const tiles = s[M.TILES]!
    let at = offset
    for (let y = top; y < top + WINDOW; y++) {
      const walls = y < 0 || y >= tiles ? ALL : s[M.WALLS + y]!
      for (let x = left; x < left + WINDOW; x++, at += CHANNELS) {
        if (x < 0 || x >= tiles || ((walls >>> x) & 1) === 1) out[at] = 1
        if (mine === 1) out[at + HAS_KEY] = 1
      }
    }
    if (mine === 0) {
      mark(out, offset, KEY, s[M.KEY_X]! - left, s[M.KEY_Y]! - top)
      mark(out, offset, DOOR, s[M.DOOR_X]! - left, s[M.DOOR_Y]! - top)
    }
    mark(out, offset, GOAL, s[M.GOAL_X]! - left, s[M.GOAL_Y]! - top)
    for (let other = 0; other < s[M.SEATS]!; other++)
      if (other !== seat && s[M.DONE_AT + other] === 0)
        mark(out, offset, SOMEBODY, s[M.X + other]! - left, s[M.Y + other]! - top)
  },
}

/** Sets a channel of a tile, given from the upper left one on, if it is in the window. */
function mark(out: Float32Array, offset: number, channel: number, x: number, y: number): void {
  if (x >= 0 && y >= 0 && x < WINDOW && y < WINDOW) out[offset + (y * WINDOW + x) * CHANNELS + channel] = 1
}
