import type { Row } from '../../../game/core/task.ts'
import * as P from '../../../game/tasks/pong/layout.ts'

/** The court from a seat, as if it were the left one. */
export interface Seen {
  own: number
  x: number
  y: number
  vx: number
  vy: number
  hits: number
  /** Whether the ball is in play, and whether it can still be reached. */
  inPlay: boolean
  coming: boolean
}

export function look(state: Row, seat: number): Seen {
  const side = seat === 0 ? 1 : -1
  const x = state[P.BALL_X]! * side
  const vx = state[P.BALL_VX]! * side
  return {
    own: state[P.LEFT_Y + seat]!,
    x,
    y: state[P.BALL_Y]!,
    vx,
    vy: state[P.BALL_VY]!,
    hits: state[P.HITS]!,
    inPlay: state[P.SERVE_IN] === 0,
    coming: vx < 0 && x > -P.HIT_X,
  }
}

/** Height at which a coming ball arrives for whoever believes that it keeps so much of its slope at its next bounce; 1: where it does arrive. */
export function arrival({ x, y, vx, vy }: Seen, bounce: number): number {
  const rise = (vy * (x + P.HIT_X)) / -vx
  const toWall = vy > 0 ? P.WALL - y : P.WALL + y
  const beyond = Math.abs(rise) - toWall
  if (beyond <= 0) return y + rise
  const wall = Math.sign(vy)
  const back = (beyond * bounce) % (4 * P.WALL)
  return wall * (P.WALL - (back > 2 * P.WALL ? 4 * P.WALL - back : back))
}

/** From 0 for a serve's speed to 1 for the fastest. */
export const fastness = ({ vx }: Seen): number => (Math.abs(vx) - P.SERVE_SPEED) / (P.MAX_SPEED - P.SERVE_SPEED)
