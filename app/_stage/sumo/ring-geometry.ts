import * as S from '../../../game/tasks/sumo/layout.ts'

/** Where the units of the ring lie in a picture of so many pixels: all of it is in sight, with room around it to fall into. Whoever plays sees
 *  their own side on the left, whichever seat they have. */
export interface RingGeometry {
  width: number
  height: number
  /** Pixels of a unit. */
  unit: number
  /** 1, or −1 where seat 0 is on the right. */
  way: 1 | -1
  x(units: number): number
  y(units: number): number
  /** The other way round, in units. */
  at(x: number, y: number): { x: number; y: number }
}

/** What is in sight around the middle, in units. */
const SIGHT = S.RING + 1.4

/** mirrored: seat 0 is on the right. */
export function ringGeometry(width: number, height: number, mirrored: boolean): RingGeometry {
  const unit = Math.min(width, height) / (2 * SIGHT)
  const way = mirrored ? -1 : 1
  return {
    width,
    height,
    unit,
    way,
    x: (units) => width / 2 + way * units * unit,
    y: (units) => height / 2 - units * unit,
    at: (x, y) => ({ x: (way * (x - width / 2)) / unit, y: (height / 2 - y) / unit }),
  }
}
