import { gridBox } from '../../core/spaces.ts'
import type { Observation, Row } from '../../core/task.ts'
import { isWall } from './carve.ts'
import * as M from './layout.ts'

/** Tiles on a side of what is seen, and how far it reaches from its middle. */
const WINDOW = 7
const REACH = 3
const CHANNELS = 6

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
    const mine = s[M.HAS_KEY + seat]!
    const left = s[M.X + seat]! - REACH
    const top = s[M.Y + seat]! - REACH
    let at = offset
    for (let y = top; y < top + WINDOW; y++)
      for (let x = left; x < left + WINDOW; x++, at += CHANNELS) {
        out[at] = isWall(s, x, y) ? 1 : 0
        out[at + 1] = mine === 0 && x === s[M.KEY_X] && y === s[M.KEY_Y] ? 1 : 0
        out[at + 2] = mine === 0 && x === s[M.DOOR_X] && y === s[M.DOOR_Y] ? 1 : 0
        out[at + 3] = x === s[M.GOAL_X] && y === s[M.GOAL_Y] ? 1 : 0
        out[at + 4] = isAnother(s, seat, x, y) ? 1 : 0
        out[at + 5] = mine
      }
  },
}

function isAnother(s: Row, seat: number, x: number, y: number): boolean {
  for (let other = 0; other < s[M.SEATS]!; other++)
    if (other !== seat && s[M.X + other] === x && s[M.Y + other] === y && s[M.DONE_AT + other] === 0) return true
  return false
}
