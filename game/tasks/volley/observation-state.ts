import { box } from '../../core/spaces.ts'
import type { Observation } from '../../core/task.ts'
import * as V from './layout.ts'

/** Units that are 1 in an observation. */
const SCALE = 10

/** # volley/state — twelve numbers, each by 10. Each seat sees the court in its own mirror, so that one policy plays either side: its own half is
 *  positive for itself, the other slime's half for the other slime.
 *
 * | obs | meaning                                    | least | most |
 * | 0   | own distance from the middle               | 0.2   | 2.25 |
 * | 1   | own height                                 | 0.15  | 0.49 |
 * | 2   | own speed away from the middle             | −1.75 | 1.75 |
 * | 3   | own rising speed                           | −1.35 | 1.35 |
 * | 4   | ball x, own side positive                  | −2.35 | 2.35 |
 * | 5   | ball height                                | 0.2   | 4.75 |
 * | 6   | ball's horizontal speed                    | −12   | 12   |
 * | 7   | ball's rising speed                        | −12   | 12   |
 * | 8   | the other's distance from the middle       | 0.2   | 2.25 |
 * | 9   | the other's height                         | 0.15  | 0.49 |
 * | 10  | the other's speed away from the middle     | −1.75 | 1.75 |
 * | 11  | the other's rising speed                   | −1.35 | 1.35 |
 *
 * The ball is at most 22.5 fast as it moves; off two slimes in one tick it may for the moment be nearly 111.
 * from: where in the row the twelve numbers of the bodies begin. */
export const volleyState = (from: number): Observation => ({
  name: 'state',
  history: 0,
  // Wider than the numbers are by what a 32-bit float rounds.
  space: box({
    ownX: [0.1, 2.3],
    ownY: [0.1, 0.5],
    ownVx: [-1.8, 1.8],
    ownVy: [-1.4, 1.4],
    ballX: [-2.4, 2.4],
    ballY: [0.1, 4.8],
    ballVx: [-12, 12],
    ballVy: [-12, 12],
    otherX: [0.1, 2.3],
    otherY: [0.1, 0.5],
    otherVx: [-1.8, 1.8],
    otherVy: [-1.4, 1.4],
  }),
  observe(s, seat, out, offset) {
    const side = seat === 0 ? -1 : 1
    const own = from + seat * V.BODY_SIZE
    const other = from + (1 - seat) * V.BODY_SIZE
    const ball = from + V.BALL - V.BODIES
    out[offset] = (s[own + V.X]! * side) / SCALE
    out[offset + 1] = s[own + V.Y]! / SCALE
    out[offset + 2] = (s[own + V.VX]! * side) / SCALE + 0
    out[offset + 3] = s[own + V.VY]! / SCALE
    out[offset + 4] = (s[ball + V.X]! * side) / SCALE + 0
    out[offset + 5] = s[ball + V.Y]! / SCALE
    out[offset + 6] = (s[ball + V.VX]! * side) / SCALE + 0
    out[offset + 7] = s[ball + V.VY]! / SCALE
    out[offset + 8] = (s[other + V.X]! * -side) / SCALE
    out[offset + 9] = s[other + V.Y]! / SCALE
    out[offset + 10] = (s[other + V.VX]! * -side) / SCALE + 0
    out[offset + 11] = s[other + V.VY]! / SCALE
  },
})
