import type { Row } from '../../core/task.ts'
import * as P from './layout.ts'

/** Where the number of the one side stands, with that of the other one behind it. */
const OF_SIDES = [P.LEFT_Y, P.LEFT_VY, P.LEFT_SCORE, P.LEFT_SPEED] as const

/** Writes the same moment with left and right exchanged into `out`. */
export function mirror(state: Row, out: Row): void {
  out.set(state)
  for (const left of OF_SIDES) {
    out[left] = state[left + 1]!
    out[left + 1] = state[left]!
  }
  out[P.BALL_X] = -state[P.BALL_X]! + 0
  out[P.BALL_VX] = -state[P.BALL_VX]! + 0
}
