import { box } from '../../core/spaces.ts'
import type { Observation, Row } from '../../core/task.ts'
import * as layout from './layout.ts'

// A copy of its own: V8 builds constants of a module's own objects into its code, and loads those of other modules at each use.
const P = { ...layout } as const

const MAX_VY = P.MAX_SPEED * P.MAX_SLOPE

/** # pong/state — eight numbers, each from −1 to 1. Each seat sees the court as if it played on the left, so that one policy plays either side.
 *
 * | obs | meaning                                | unit that is 1 |
 * | 0   | own paddle's height                    | 71             |
 * | 1   | own paddle's movement in the last tick | 2              |
 * | 2   | the other paddle's height              | 71             |
 * | 3   | the other paddle's movement            | 2              |
 * | 4   | ball x, own side negative              | 82             |
 * | 5   | ball y                                 | 79             |
 * | 6   | ball's horizontal speed                | 3.2            |
 * | 7   | ball's vertical speed                  | 3.52           |
 */
export const pongState: Observation = {
  name: 'state',
  history: 0,
  space: box({
    ownY: [-1, 1],
    ownVy: [-1, 1],
    otherY: [-1, 1],
    otherVy: [-1, 1],
    ballX: [-1, 1],
    ballY: [-1, 1],
    ballVx: [-1, 1],
    ballVy: [-1, 1],
  }),
  observe(s: Row, seat: number, out: Float32Array, offset: number): void {
    const side = seat === 0 ? 1 : -1
    out[offset] = s[P.LEFT_Y + seat]! / P.PADDLE_LIMIT
    out[offset + 1] = s[P.LEFT_VY + seat]! / P.PADDLE_SPEED
    out[offset + 2] = s[P.RIGHT_Y - seat]! / P.PADDLE_LIMIT
    out[offset + 3] = s[P.RIGHT_VY - seat]! / P.PADDLE_SPEED
    out[offset + 4] = (s[P.BALL_X]! * side) / P.GOAL_X + 0
    out[offset + 5] = s[P.BALL_Y]! / P.WALL
    out[offset + 6] = (s[P.BALL_VX]! * side) / P.MAX_SPEED + 0
    out[offset + 7] = s[P.BALL_VY]! / MAX_VY
  },
}
