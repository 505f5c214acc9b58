import { box } from '../../core/spaces.ts'
import type { Observation, Row } from '../../core/task.ts'
import { bounced } from './bounced.ts'
import * as P from './layout.ts'

const MAX_VY = P.MAX_SPEED * P.MAX_SLOPE
/** Beyond this distance a person simply goes there. */
const FAR = 30

const within = (value: number): number => Math.max(-1, Math.min(1, value)) + 0

/** # What a person sees of Pong, each number from −1 to 1, in the mirror of their side as in pong/state.
 *
 * | view | meaning                                                                       | unit that is 1 |
 * | 0    | own paddle's height                                                           | 71             |
 * | 1    | the other paddle's height                                                     | 71             |
 * | 2    | ball x, own side negative                                                     | 82             |
 * | 3    | ball y                                                                        | 79             |
 * | 4    | ball's horizontal speed                                                       | 3.2            |
 * | 5    | ball's vertical speed                                                         | 3.52           |
 * | 6    | how far the ball is above the own paddle                                      | 30, cut off    |
 * | 7    | how far above the own paddle it will arrive, bounces included; 0 if it leaves | 30, cut off    |
 */
export const pongPersonView: Observation = {
  name: 'person',
  history: 0,
  space: box({
    ownY: [-1, 1],
    otherY: [-1, 1],
    ballX: [-1, 1],
    ballY: [-1, 1],
    ballVx: [-1, 1],
    ballVy: [-1, 1],
    ballAbove: [-1, 1],
    arrivesAbove: [-1, 1],
  }),
  observe(s: Row, seat: number, out: Float32Array, offset: number): void {
    const side = seat === 0 ? 1 : -1
    const x = s[P.BALL_X]! * side
    const vx = s[P.BALL_VX]! * side
    const y = s[P.BALL_Y]!
    const vy = s[P.BALL_VY]!
    const own = s[P.LEFT_Y + seat]!
    const coming = vx < 0 && x > -P.HIT_X
    out[offset] = own / P.PADDLE_LIMIT
    out[offset + 1] = s[P.RIGHT_Y - seat]! / P.PADDLE_LIMIT
    out[offset + 2] = x / P.GOAL_X + 0
    out[offset + 3] = y / P.WALL
    out[offset + 4] = vx / P.MAX_SPEED + 0
    out[offset + 5] = vy / MAX_VY
    out[offset + 6] = within((y - own) / FAR)
    out[offset + 7] = coming ? within((bounced(y, (vy * (x + P.HIT_X)) / -vx) - own) / FAR) : 0
  },
}
