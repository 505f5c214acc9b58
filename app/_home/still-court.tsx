import type { ReactNode } from 'react'
import * as P from '../../game/tasks/pong/layout.ts'
import { GLOW, lightPaths } from './light-paths.ts'
import { startedRally, TRAIL_TICKS } from './rally.ts'

const rally = startedRally()

/** The score in the picture. */
export const stillScores: readonly [number, number] = [rally.scores[0], rally.scores[1]]

/** The first picture of the living court, drawn while the page is built: what `drawRally` draws at its start, as lines whose widths do not
 *  stretch with the court. */
export function StillCourt(): ReactNode {
  const s = rally.state
  return (
    <div className="still-court absolute inset-0">
      <svg viewBox="-80 -80 160 160" preserveAspectRatio="none" className="size-full">
        <g className="paths" fill="none" strokeLinecap="round">
          <path d="M0-80V80" stroke="var(--court-line)" strokeDasharray="6 10" strokeLinecap="butt" />
          {lightPaths(rally, TRAIL_TICKS).map(({ from, to, light, by }, i) =>
            GLOW.map(([width, strength]) => (
              <path
                key={`${i} ${width}`}
                d={`M${short(from.x)} ${short(-from.y)}L${short(to.x)} ${short(-to.y)}`}
                stroke={by === 0 ? 'var(--person)' : by === 1 ? 'var(--agent)' : 'var(--ball)'}
                strokeWidth={width}
                opacity={Math.round(strength * light * 1000) / 1000}
              />
            )),
          )}
        </g>
        <path className="bar" d={paddle(-P.PADDLE_X, s[P.LEFT_Y]!)} stroke="var(--person)" />
        <path className="bar" d={paddle(P.PADDLE_X, s[P.RIGHT_Y]!)} stroke="var(--agent)" />
        {/* A point with square ends is a square. */}
        <path
          className="bar"
          d={`M${short(s[P.BALL_X]!)} ${short(-s[P.BALL_Y]!)}h.001`}
          stroke="var(--ball)"
          strokeLinecap="square"
        />
      </svg>
    </div>
  )
}

const short = (value: number): number => Math.round(value * 100) / 100

const paddle = (x: number, y: number): string => `M${x} ${short(-y - P.PADDLE_HALF_HEIGHT)}v${2 * P.PADDLE_HALF_HEIGHT}`
