import { box } from '../../core/spaces.ts'
import type { Observation, Row } from '../../core/task.ts'
import * as S from './layout.ts'

/** Speed that is 1, in units a tick: twice what thrust comes to, and more than collisions give but for odd series of them. */
const FAST = 2 * S.TOP_SPEED
/** Distance from the edge that is 1. */
const NEAR = 5

const within = (value: number): number => Math.max(-1, Math.min(1, value)) + 0

/** # sumo/state — sixteen numbers, each from −1 to 1. Each seat sees the ring as if it had started on the left, so that one policy plays either side.
 *
 * | obs   | meaning                                                                        | unit that is 1 |
 * | 0–1   | own x and y                                                                    | 10, cut off    |
 * | 2–3   | own velocity                                                                   | 0.3875, cut off |
 * | 4–5   | the other's x and y                                                            | 10, cut off    |
 * | 6–7   | the other's velocity                                                           | 0.3875, cut off |
 * | 8–9   | the other's x and y from the own middle                                        | 20, cut off    |
 * | 10    | gap between the discs                                                          | 5, cut off     |
 * | 11    | how far the own middle is inside the edge                                      | 5, cut off     |
 * | 12    | how far the other's middle is                                                  | 5, cut off     |
 * | 13    | the ring's radius                                                              | 10             |
 * | 14    | 1 while the discs wait for the start                                           |                |
 * | 15    | 1 while the outcome of a round is shown                                        |                |
 */
export const sumoState: Observation = {
  name: 'state',
  history: 0,
  space: box({
    ownX: [-1, 1],
    ownY: [-1, 1],
    ownVx: [-1, 1],
    ownVy: [-1, 1],
    otherX: [-1, 1],
    otherY: [-1, 1],
    otherVx: [-1, 1],
    otherVy: [-1, 1],
    otherFromX: [-1, 1],
    otherFromY: [-1, 1],
    gap: [-1, 1],
    ownInside: [-1, 1],
    otherInside: [-1, 1],
    ring: [0, 1],
    waits: [0, 1],
    outcome: [0, 1],
  }),
  observe(s: Row, seat: number, out: Float32Array, offset: number): void {
    const side = seat === 0 ? 1 : -1
    const own = S.LEFT + seat * S.DISC_SIZE
    const other = S.RIGHT - seat * S.DISC_SIZE
    const x = s[own + S.X]! * side
    const y = s[own + S.Y]!
    const otherX = s[other + S.X]! * side
    const otherY = s[other + S.Y]!
    const fromX = otherX - x
    const fromY = otherY - y
    const ring = S.ringAt(s[S.ROUND_TICK]!)
    out[offset] = within(x / S.RING)
    out[offset + 1] = within(y / S.RING)
    out[offset + 2] = within((s[own + S.VX]! * side) / FAST)
    out[offset + 3] = within(s[own + S.VY]! / FAST)
    out[offset + 4] = within(otherX / S.RING)
    out[offset + 5] = within(otherY / S.RING)
    out[offset + 6] = within((s[other + S.VX]! * side) / FAST)
    out[offset + 7] = within(s[other + S.VY]! / FAST)
    out[offset + 8] = within(fromX / (2 * S.RING))
    out[offset + 9] = within(fromY / (2 * S.RING))
    out[offset + 10] = within((Math.sqrt(fromX * fromX + fromY * fromY) - S.TOUCH) / NEAR)
    out[offset + 11] = within((ring - Math.sqrt(x * x + y * y)) / NEAR)
    out[offset + 12] = within((ring - Math.sqrt(otherX * otherX + otherY * otherY)) / NEAR)
    out[offset + 13] = ring / S.RING
    out[offset + 14] = s[S.START_IN]! > 0 ? 1 : 0
    out[offset + 15] = s[S.OUTCOME_IN]! > 0 ? 1 : 0
  },
}
