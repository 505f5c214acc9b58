import * as V from '../../../game/tasks/volley/layout.ts'

/** Where the units of the court lie in a picture of so many pixels. Bodies stay round, so the court is as wide as fits. Whoever plays sees their
 *  own side on the left, whichever seat they have. */
export interface VolleyGeometry {
  width: number
  height: number
  /** Pixels of a unit. */
  unit: number
  /** y of the ground, px. */
  ground: number
  /** Radius of the ball, px. */
  ball: number
  /** 1, or −1 where seat 0 is on the right. */
  way: 1 | -1
  x(units: number): number
  y(units: number): number
  /** The other way round. */
  unitsAt(x: number): number
}

/** Units of height that are always in sight: a serve flies as high. */
const HIGHEST = 23
/** Share of the height below the ground. */
const BELOW = 0.14

/** mirrored: seat 0 is on the right. */
export function volleyGeometry(width: number, height: number, mirrored: boolean): VolleyGeometry {
  const ground = height * (1 - BELOW)
  const unit = Math.min(width / (2 * V.HALF_WIDTH), ground / (HIGHEST - V.GROUND))
  const way = mirrored ? -1 : 1
  return {
    width,
    height,
    unit,
    ground,
    ball: Math.max(3.5, V.BALL_RADIUS * unit),
    way,
    x: (units) => width / 2 + way * units * unit,
    y: (units) => ground - (units - V.GROUND) * unit,
    unitsAt: (x) => (way * (x - width / 2)) / unit,
  }
}
