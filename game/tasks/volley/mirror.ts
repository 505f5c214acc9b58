import type { Row } from '../../core/task.ts'
import * as V from './layout.ts'

/** Writes the same moment with left and right exchanged into `out`. */
export function mirror(state: Row, out: Row): void {
  out.set(state)
  out[V.LEFT_SCORE] = state[V.RIGHT_SCORE]!
  out[V.RIGHT_SCORE] = state[V.LEFT_SCORE]!
  for (let i = 0; i < V.BODY_SIZE; i++) {
    const across = i === V.X || i === V.VX
    out[V.LEFT + i] = across ? -state[V.RIGHT + i]! + 0 : state[V.RIGHT + i]!
    out[V.RIGHT + i] = across ? -state[V.LEFT + i]! + 0 : state[V.LEFT + i]!
    if (across) out[V.BALL + i] = -state[V.BALL + i]! + 0
  }
}
