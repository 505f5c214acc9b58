import * as P from '../../../game/tasks/pong/layout.ts'

/** Where the units of the court lie in a picture of so many pixels. The court may be stretched; the ball stays square. */
export interface CourtGeometry {
  width: number
  height: number
  /** Half the side of the ball, px. */
  ball: number
  /** Distance from the middle to the face of a paddle, px: where a ball that is returned touches it. */
  face: number
  paddleWidth: number
  paddleHalfHeight: number
  /** x of a ball's or effect's centre. */
  x(units: number): number
  /** y of a height. */
  y(units: number): number
}

/** Room above and below the court for its lines, px. */
const MARGIN = 1

export function courtGeometry(width: number, height: number): CourtGeometry {
  const sy = (height - 2 * MARGIN) / (2 * P.COURT)
  const sx = width / (2 * P.COURT)
  const ball = Math.max(3.25, P.BALL_HALF * sy)
  const face = P.HIT_X * sx + ball
  return {
    width,
    height,
    ball,
    face,
    paddleWidth: Math.max(5, Math.min(sx, sy * 1.4) * 2 * P.PADDLE_HALF_WIDTH * 0.8),
    paddleHalfHeight: P.PADDLE_HALF_HEIGHT * sy,
    x: (units) => width / 2 + units * sx,
    y: (units) => height / 2 - units * sy,
  }
}
