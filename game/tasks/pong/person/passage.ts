import type { Row } from '../../../core/task.ts'
import { bounced } from '../bounced.ts'
import * as P from '../layout.ts'

/** Whether the ball is on its way to this seat and can still be met. */
export function comes(s: Row, seat: number): boolean {
  const side = seat === 0 ? 1 : -1
  return s[P.SERVE_IN] === 0 && s[P.BALL_VX]! * side < 0 && s[P.BALL_X]! * side > -P.HIT_X
}

/** Ticks since a coming ball left the other paddle, or the middle. */
export function ticksGone(s: Row, seat: number): number {
  const side = seat === 0 ? 1 : -1
  const from = s[P.HITS] === 0 ? 0 : P.HIT_X
  return (from - s[P.BALL_X]! * side) / -(s[P.BALL_VX]! * side)
}

/** Where a coming ball will arrive, and after how many bounces off the walls. */
export function arrivalOf(s: Row, seat: number): { arrival: number; bounces: number } {
  const side = seat === 0 ? 1 : -1
  const y = s[P.BALL_Y]!
  const rise = (s[P.BALL_VY]! * (s[P.BALL_X]! * side + P.HIT_X)) / -(s[P.BALL_VX]! * side)
  return { arrival: bounced(y, rise), bounces: Math.floor((Math.abs(y + rise) + P.WALL) / (2 * P.WALL)) }
}

/** What a person may go by when a ball begins to come. Heights in units of the court. */
export function comingFeatures(s: Row, seat: number, past: Past): Float64Array {
  const { arrival, bounces } = arrivalOf(s, seat)
  return Float64Array.of(
    arrival,
    arrival - s[P.LEFT_Y + seat]!,
    Math.abs(s[P.BALL_VX]!),
    bounces,
    past.arrival,
    past.point,
  )
}

/** And when none comes any more. */
export const leavingFeatures = (s: Row, seat: number, past: Past): Float64Array =>
  Float64Array.of(s[P.LEFT_Y + seat]!, past.arrival, past.point)

/** What a person may remember. */
export interface Past {
  /** Where the ball arrived last. */
  arrival: number
  /** Of the last point: 1 won, −1 lost, 0 not known. */
  point: number
}
