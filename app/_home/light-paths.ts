import * as P from '../../game/tasks/pong/layout.ts'
import type { Rally } from './rally.ts'

/** A straight piece of the ball's path. light: from 0 (gone) to 1 (just now); by: whose hit lit it, null after a serve. */
export interface LightPath {
  from: { x: number; y: number }
  to: { x: number; y: number }
  light: number
  by: 0 | 1 | null
}

/** Width in pixels and strength of a path's own light, and of a wide faint one around it: cheaper than a blur, and the same on every
 *  machine. */
export const GLOW = [
  [9, 0.07],
  [1.75, 0.75],
] as const

/** The paths that still glow, the oldest first. */
export function lightPaths(rally: Rally, trailTicks: number): LightPath[] {
  const s = rally.state
  const now = { x: s[P.BALL_X]!, y: s[P.BALL_Y]!, tick: rally.tick, starts: false }
  const inPlay = s[P.BALL_VX] !== 0
  const fresh = (tick: number): number => Math.max(0, 1 - (rally.tick - tick) / trailTicks)
  return rally.corners.flatMap((from, i) => {
    const to = rally.corners[i + 1] ?? (inPlay ? now : undefined)
    if (!to || to.starts) return []
    const light = ((fresh(from.tick) + fresh(to.tick)) / 2) ** 1.6 * (from.by === null ? 0.5 : 1)
    return [{ from, to, light, by: from.by }]
  })
}
