import { activeLists, activeMemory, type ActiveNumbers, spreadActive } from '../../core/active-numbers.ts'
import { gridBox, type Box } from '../../core/spaces.ts'
import type { Observation, Row } from '../../core/task.ts'
import * as P from './layout.ts'

/** Pixels on a side; one is 2 × 2 units of the court. */
const SIDE = 80
const UNITS = (2 * P.COURT) / SIDE
const PADDLE_ROWS = (2 * P.PADDLE_HALF_HEIGHT) / UNITS
/** The columns of each paddle, the own one left. */
const PADDLE_COLUMNS = [
  [(P.COURT - P.PADDLE_X) / UNITS - 1.5, (P.COURT - P.PADDLE_X) / UNITS - 0.5],
  [(P.COURT + P.PADDLE_X) / UNITS - 0.5, (P.COURT + P.PADDLE_X) / UNITS + 0.5],
] as const
const OWN = 0
const OTHER = 1
/** Both paddles somewhere else, and the ball. */
const MOST_ACTIVE = 2 * 2 * 2 * PADDLE_ROWS + 2

/** One frame, seen by one seat: the uppermost row of each paddle, own and other, and the ball's pixel, −1 where it is outside. */
interface Frame {
  tops: [own: number, other: number]
  ball: number
}
const now: Frame = { tops: [0, 0], ball: 0 }
const then: Frame = { tops: [0, 0], ball: 0 }
const [scratch] = activeLists(activeMemory(1, MOST_ACTIVE)) as [ActiveNumbers]

let space: Box | null = null

/** # pong/pixels — the court as 80 × 80 pixels, row by row from the top: the frame of this decision minus that of the last one.
 *
 * A frame has 1 where a paddle (2 × 9 pixels) or the ball (one pixel) is, and 0 elsewhere; a pixel is lit where its middle is covered. (Where
 * edges lie in middles: the lower pixels, of a paddle the outer ones, of the ball the one further from the own side.) So each number is −1, 0 or
 * 1, and all are 0 where there was no decision before. Each seat sees the court as if it played on the left. After Karpathy 2016, "Pong from Pixels", whose frames are the Atari's.
 */
export const pongPixels: Observation = {
  name: 'pixels',
  history: 1,
  get space() {
    // 6,400 names, which hardly anybody asks for.
    return (space ??= gridBox([SIDE, SIDE, 1], [-1, 1]))
  },
  observe(s, seat, out, offset, earlier) {
    observeActive(s, seat, scratch, earlier)
    spreadActive(scratch, out, offset, SIDE * SIDE)
  },
  active: { most: MOST_ACTIVE, observe: observeActive },
}

function observeActive(s: Row, seat: number, out: ActiveNumbers, earlier?: readonly Row[]): void {
  out.clear()
  const before = earlier?.[0]
  if (!before) return
  look(s, seat, now)
  look(before, seat, then)
  for (let paddle = OWN; paddle <= OTHER; paddle++) {
    addRows(out, paddle, now.tops[paddle]!, then.tops[paddle]!, 1)
    addRows(out, paddle, then.tops[paddle]!, now.tops[paddle]!, -1)
  }
  if (now.ball === then.ball) return
  if (now.ball >= 0 && !onPaddle(now, now.ball) && !onPaddle(then, now.ball)) out.add(now.ball, 1)
  if (then.ball >= 0 && !onPaddle(then, then.ball) && !onPaddle(now, then.ball)) out.add(then.ball, -1)
}

/** Draws a state as a seat sees it. */
function look(s: Row, seat: number, frame: Frame): void {
  frame.tops[OWN] = topOf(s[P.LEFT_Y + seat]!)
  frame.tops[OTHER] = topOf(s[P.RIGHT_Y - seat]!)
  const column = Math.floor((P.COURT + s[P.BALL_X]! * (seat === 0 ? 1 : -1)) / UNITS)
  frame.ball = column < 0 || column >= SIDE ? -1 : Math.floor((P.COURT - s[P.BALL_Y]!) / UNITS) * SIDE + column
}

const topOf = (y: number): number => Math.floor((P.COURT - P.PADDLE_HALF_HEIGHT - y) / UNITS + 0.5)

/** The rows of a paddle at `top` that one at `other` does not cover. The ball makes no difference where it was or is on one of them. */
function addRows(out: ActiveNumbers, paddle: number, top: number, other: number, value: number): void {
  for (let row = top; row < top + PADDLE_ROWS; row++) {
    if (row >= other && row < other + PADDLE_ROWS) continue
    for (const column of PADDLE_COLUMNS[paddle]!) {
      const place = row * SIDE + column
      // What the paddle left or came to, the ball came to or left: lit before and after.
      if (place !== (value === 1 ? then : now).ball) out.add(place, value)
    }
  }
}

const isOn = (top: number, columns: readonly [number, number], row: number, column: number): boolean =>
  row >= top && row < top + PADDLE_ROWS && (column === columns[0] || column === columns[1])

function onPaddle({ tops }: Frame, place: number): boolean {
  const row = Math.floor(place / SIDE)
  const column = place - row * SIDE
  return isOn(tops[OWN], PADDLE_COLUMNS[OWN], row, column) || isOn(tops[OTHER], PADDLE_COLUMNS[OTHER], row, column)
}
