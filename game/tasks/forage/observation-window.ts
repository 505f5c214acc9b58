import { gridBox } from '../../core/spaces.ts'
import type { Observation, Row } from '../../core/task.ts'
import * as F from './layout.ts'

/** Cells on a side of what is seen, and how far it reaches from its middle. */
const WINDOW = 21
const REACH = 10
const CHANNELS = 4

/** # forage/window — the 21 × 21 cells around the own one, row by row from the top, each as four numbers that are 0 or 1.
 *
 * | channel | meaning                                                  |
 * | 0       | food                                                     |
 * | 1       | somebody; in the middle, whether I can move now          |
 * | 2       | somebody who cannot be tagged; in the middle, whether I am safe |
 * | 3       | outside of the meadow                                    |
 */
export const forageWindow: Observation = {
  name: 'window',
  history: 0,
  space: gridBox([WINDOW, WINDOW, CHANNELS], [0, 1]),
  observe(s, seat, out, offset) {
    out.fill(0, offset, offset + WINDOW * WINDOW * CHANNELS)
    const left = s[F.X + seat]! - REACH
    const top = s[F.Y + seat]! - REACH
    for (let row = 0; row < WINDOW; row++) writeRow(s, left, top + row, out, offset + row * WINDOW * CHANNELS)
    for (let other = 0; other < s[F.SEATS]!; other++) {
      const x = s[F.X + other]! - left
      const y = s[F.Y + other]! - top
      if (x < 0 || y < 0 || x >= WINDOW || y >= WINDOW) continue
      const at = offset + (y * WINDOW + x) * CHANNELS
      out[at + 1] = other !== seat || s[F.WAIT + seat]! <= 1 ? 1 : 0
      out[at + 2] = s[F.SAFE + other]! > 0 ? 1 : 0
    }
  },
}

/** Food and what is outside, of one row. */
function writeRow(s: Row, left: number, y: number, out: Float32Array, offset: number): void {
  const outside = y < 0 || y >= F.SIDE
  const grown = outside ? 0 : s[F.GROWN + y]!
  for (let x = left, at = offset; x < left + WINDOW; x++, at += CHANNELS) {
    if (outside || x < 0 || x >= F.SIDE) out[at + 3] = 1
    else if (((grown >>> x) & 1) === 1) out[at] = 1
  }
}
