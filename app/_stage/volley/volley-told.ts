import type { Row } from '../../../game/core/task.ts'
import * as V from '../../../game/tasks/volley/layout.ts'

/** Nearer to the middle of the slime than this, in units, it is neither in front of it nor behind. */
const BESIDE = 0.75

/** How a point was lost: where the ball came down, seen from the slime of that side. See Court. */
export function howLost(before: Iterable<Row>, winner: number): { seat: number; did: string } | null {
  const seat = 1 - winner
  for (const s of before) {
    const fall = (s[V.BALL + V.VY]! + V.GRAVITY * V.DT) * V.DT
    // The state just before the ball came down, or nothing is known of it.
    if (s[V.SERVE_IN]! > 0 || s[V.BALL + V.Y]! + 2 * Math.min(0, fall) > V.BALL_AT_GROUND + V.NUDGE) return null
    const slime = V.LEFT + seat * V.BODY_SIZE
    const inward = (s[V.BALL + V.X]! - s[slime + V.X]!) * (seat === 0 ? 1 : -1)
    if (Math.abs(inward) < BESIDE) return null
    return { seat, did: inward > 0 ? 'let it fall in front' : 'let it fall behind' }
  }
  return null
}

/** Whose half the waiting ball will be thrown to; told halfway through the wait, so that it is not heard together with the point. See Court. */
export function servedTo(s: Row): number | null {
  const held = s[V.SERVE_IN]!
  if (held === 0 || held > V.HELD_TICKS / 2 || s[V.BALL + V.VX] === 0) return null
  return s[V.BALL + V.VX]! < 0 ? 0 : 1
}
