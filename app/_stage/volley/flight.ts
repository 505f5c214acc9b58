import type { Row } from '../../../game/core/task.ts'
import * as V from '../../../game/tasks/volley/layout.ts'
import type { Timeline } from '../../_net/timeline.ts'

/** Below this height a slime may touch the ball. */
const TOUCHABLE = 6.5
/** Longest that is looked ahead, in ticks. */
const FURTHEST_TICKS = 75

/** How a ball flies on until somebody may touch it: on whose side (−1 left, 1 right) that is, and in how many ticks. */
export interface Flight {
  side: -1 | 1
  ticks: number
}

const sideOf = (x: number): -1 | 1 => (x < 0 ? -1 : 1)

/** The flight of the ball of this row, if nothing but walls and fence turns it: to where it can be touched on the other side, or to where it
 *  comes down on this one. */
export function flightOf(s: Row): Flight {
  let x = s[V.BALL + V.X]!
  let y = s[V.BALL + V.Y]!
  let vx = s[V.BALL + V.VX]! * V.DT
  let vy = s[V.BALL + V.VY]! * V.DT
  const from = sideOf(x)
  /** When it is first low enough, as it falls on this side. */
  let low: number | null = null
  for (let tick = 0; tick < FURTHEST_TICKS; tick++) {
    if (y < TOUCHABLE && sideOf(x) !== from) return { side: sideOf(x), ticks: tick }
    if (y < TOUCHABLE && vy <= 0) low ??= tick
    if (y <= V.BALL_AT_GROUND) return { side: sideOf(x), ticks: low ?? tick }
    vy += V.GRAVITY * V.DT * V.DT
    x += vx
    y += vy
    const atFence = y <= V.FENCE_HEIGHT && Math.abs(x) < V.BALL_AT_FENCE && vx * from < 0
    if (atFence || Math.abs(x) >= V.BALL_AT_WALL) vx = -vx
    if (atFence) x = from * V.BALL_AT_FENCE
  }
  return { side: sideOf(x), ticks: FURTHEST_TICKS }
}

/** Whether a step ended with a point. */
export const scored = (before: Row, after: Row): boolean =>
  before[V.LEFT_SCORE] !== after[V.LEFT_SCORE] || before[V.RIGHT_SCORE] !== after[V.RIGHT_SCORE]

/** The first tick beyond the confirmed ones that ends with a point, as far as is foreseen; null where there is none. What follows it is chance. */
export function foreseenPoint({ row, confirmedTick, lead }: Timeline): number | null {
  for (let tick = confirmedTick + 1; tick <= lead + 1; tick++) {
    const [before, after] = [row(tick - 1), row(tick)]
    if (!before || !after || before === after) return null
    if (scored(before, after)) return tick
  }
  return null
}
