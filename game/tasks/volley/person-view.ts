import { box } from '../../core/spaces.ts'
import type { Observation, Row } from '../../core/task.ts'
import * as V from './layout.ts'

/** Beyond this distance a person simply runs there. */
const FAR = 10
/** Height that is 1. */
const HIGH = 24
const RISE = V.JUMP_SPEED
/** Speed of the ball that is 1: it is faster only in the tick in which it is hit. */
const FAST = V.MAX_BALL_SPEED
/** Seconds that are 1: longer than nearly every flight. */
const LONG = 3

const within = (value: number): number => Math.max(-1, Math.min(1, value)) + 0

/** Seconds until the ball's middle is as high as a slime's reach from the ground; 0 where it is not above that. */
function secondsToArrival(y: number, vy: number): number {
  const above = y - (V.GROUND + V.REACH)
  if (above <= 0) return 0
  return (vy + Math.sqrt(vy * vy - 2 * V.GRAVITY * above)) / -V.GRAVITY
}

/** Where a ball that would come to x is, with the side walls. */
function offWalls(x: number): number {
  if (x > V.BALL_AT_WALL) return 2 * V.BALL_AT_WALL - x
  return x < -V.BALL_AT_WALL ? -2 * V.BALL_AT_WALL - x : x
}

/** # What a person sees of volley, each number from −1 to 1, in the mirror of their side: their own half is positive. Nothing tells the run that
 * they hold.
 *
 * | view | meaning                                                                                        | unit that is 1 |
 * | 0    | own distance from the middle                                                                   | 24             |
 * | 1    | own height above the ground                                                                    | 10, cut off    |
 * | 2    | own rising speed                                                                               | 13.5           |
 * | 3    | the other's distance from the middle                                                           | 24             |
 * | 4    | the other's height above the ground                                                            | 10, cut off    |
 * | 5    | ball x                                                                                         | 24             |
 * | 6    | ball height                                                                                    | 24, cut off    |
 * | 7    | ball's horizontal speed                                                                        | 22.5, cut off  |
 * | 8    | ball's rising speed                                                                            | 22.5, cut off  |
 * | 9    | how far the ball is from the own slime, away from the middle                                   | 10, cut off    |
 * | 10   | how far from the own slime it will come down to its height, the side walls included, or is     | 10, cut off    |
 * | 11   | seconds until then                                                                             | 3, cut off     |
 * | 12   | ticks for which the ball is still held                                                         | 30             |
 */
export const volleyPersonView: Observation = {
  name: 'person',
  history: 0,
  space: box({
    ownX: [-1, 1],
    ownY: [-1, 1],
    ownVy: [-1, 1],
    otherX: [-1, 1],
    otherY: [-1, 1],
    ballX: [-1, 1],
    ballY: [-1, 1],
    ballVx: [-1, 1],
    ballVy: [-1, 1],
    ballBeyond: [-1, 1],
    arrivesBeyond: [-1, 1],
    arrivesIn: [-1, 1],
    held: [-1, 1],
  }),
  observe(s: Row, seat: number, out: Float32Array, offset: number): void {
    const side = seat === 0 ? -1 : 1
    const own = V.LEFT + seat * V.BODY_SIZE
    const other = V.RIGHT - seat * V.BODY_SIZE
    const ownX = s[own + V.X]! * side
    const x = s[V.BALL + V.X]! * side
    const y = s[V.BALL + V.Y]!
    const vx = s[V.BALL + V.VX]! * side
    const vy = s[V.BALL + V.VY]!
    const seconds = secondsToArrival(y, vy)
    out[offset] = ownX / V.HALF_WIDTH
    out[offset + 1] = within((s[own + V.Y]! - V.GROUND) / FAR)
    out[offset + 2] = within(s[own + V.VY]! / RISE)
    out[offset + 3] = (s[other + V.X]! * side) / V.HALF_WIDTH
    out[offset + 4] = within((s[other + V.Y]! - V.GROUND) / FAR)
    out[offset + 5] = x / V.HALF_WIDTH + 0
    out[offset + 6] = within(y / HIGH)
    out[offset + 7] = within(vx / FAST)
    out[offset + 8] = within(vy / FAST)
    out[offset + 9] = within((x - ownX) / FAR)
    out[offset + 10] = within((offWalls(x + vx * seconds) - ownX) / FAR)
    out[offset + 11] = within(seconds / LONG)
    out[offset + 12] = s[V.SERVE_IN]! / V.HELD_TICKS
  },
}
