import type { Row } from '../../../game/core/task.ts'
import { bounced } from '../../../game/tasks/pong/bounced.ts'
import * as P from '../../../game/tasks/pong/layout.ts'

/** How a point was lost: by the state just after the ball had passed the line of the paddle's face, the one by which it was missed. See Court. */
export function howLost(before: Iterable<Row>, winner: number): { seat: number; did: string } | null {
  const seat = 1 - winner
  const beyond = (s: Row): number => (seat === 0 ? -s[P.BALL_X]! : s[P.BALL_X]!) - P.HIT_X
  let passed: Row | null = null
  for (const state of before) {
    if (beyond(state) < 0) return passed && { seat, did: isBelow(passed, seat, beyond(passed)) }
    passed = state
  }
  return null
}

/** Where the ball was, beside the paddle of this seat, when it was so far back. */
function isBelow(s: Row, seat: number, back: number): string {
  const y = bounced(s[P.BALL_Y]!, (-s[P.BALL_VY]! * back) / Math.abs(s[P.BALL_VX]!))
  return y < s[P.LEFT_Y + seat]! ? 'missed low' : 'missed high'
}

/** By the way that the ball goes, and how often it was returned since the serve. See Court. */
export function servedTo(s: Row): number | null {
  if (s[P.SERVE_IN]! > 0) return null
  const comes = s[P.BALL_VX]! < 0 ? 0 : 1
  return s[P.HITS]! % 2 === 0 ? comes : 1 - comes
}
