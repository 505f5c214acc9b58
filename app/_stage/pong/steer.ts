import * as P from '../../../game/tasks/pong/layout.ts'

const STAY = 0
const UP = 1
const DOWN = 2

/** Which way to move a paddle so that it comes to rest at a height: up, down or stay.
 *
 * It stops within half a step of the height, or where the next moment of choosing would be beyond it; and it starts only when it is more than a
 * step away, so that it never trembles.
 * y: the paddle's height in the last step that cannot be changed any more · step: what it moves in a tick · action: the one in force ·
 * ticks: until the next choice (the pace of frames). Heights in units of the court, upwards. */
export function steer(height: number, y: number, step: number, action: number, ticks: number): number {
  const goal = Math.max(-P.PADDLE_LIMIT, Math.min(P.PADDLE_LIMIT, height))
  const distance = goal - y
  // A frame moves by whole ticks: at 48 frames a second by one or by two. The slack keeps the jitter of a 60 Hz screen at one.
  const stride = step * Math.max(1, Math.ceil(ticks - 0.1))
  const wish = distance > 0 ? UP : DOWN
  const moving = action === wish
  return Math.abs(distance) > (moving ? stride / 2 : stride) ? wish : STAY
}
