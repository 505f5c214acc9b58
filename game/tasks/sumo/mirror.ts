import type { Row } from '../../core/task.ts'
import * as S from './layout.ts'

/** Writes the same moment with left and right exchanged into `out`. */
export function mirror(state: Row, out: Row): void {
  out.set(state)
  out[S.LEFT_SCORE] = state[S.RIGHT_SCORE]!
  out[S.RIGHT_SCORE] = state[S.LEFT_SCORE]!
  for (let i = 0; i < S.DISC_SIZE; i++) {
    const sign = i === S.X || i === S.VX ? -1 : 1
    out[S.LEFT + i] = sign * state[S.RIGHT + i]! + 0
    out[S.RIGHT + i] = sign * state[S.LEFT + i]! + 0
  }
}
