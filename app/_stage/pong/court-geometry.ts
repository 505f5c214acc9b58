import * as P from '../../../game/tasks/pong/layout.ts'

/** Where the units of the court lie in a picture of so many pixels. The court may be stretched; the ball stays square. Whoever plays sees
 *  their own side on the left, whichever seat they have. */
export interface CourtGeometry {
  width: number
  height: number
  /** Half the side of the ball, px. */
  ball: number
  /** Distance from the middle to the face of a paddle, px: where a ball that is returned touches it. */
  face: number
  paddleWidth: number
  paddleHalfHeight: number
  /** The side of the picture that a seat has: −1 left, 1 right. */
  side(seat: number): -1 | 1
  /** x of a ball's or effect's centre. */
  x(units: number): number
  /** y of a height. */
  y(units: number): number
}

/** Room above and below the court for its lines, px. */
const MARGIN = 1

/** mirrored: seat 0 is on the right. */
export function courtGeometry(width: number, height: number, mirrored = false): CourtGeometry {
  const sy = (height - 2 * MARGIN) / (2 * P.COURT)
  const sx = width / (2 * P.COURT)
  const ball = Math.max(3.25, P.BALL_HALF * sy)
  const way = mirrored ? -1 : 1
  const face = P.HIT_X * sx + ball
  return {
    width,
    height,
    ball,
    face,
    paddleWidth: Math.max(5, Math.min(sx, sy * 1.4) * 2 * P.PADDLE_HALF_WIDTH * 0.8),
    paddleHalfHeight: P.PADDLE_HALF_HEIGHT * sy,
    side: (seat) => ((seat === 0) === mirrored ? 1 : -1),
    x: (units) => width / 2 + way * units * sx,
    y: (units) => height / 2 - units * sy,
  }
}
