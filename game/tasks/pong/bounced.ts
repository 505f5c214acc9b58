import { WALL } from './layout.ts'

/** Height at which a ball from y, going `rise` further, arrives after its bounces off the walls. */
export function bounced(y: number, rise: number): number {
  const period = 4 * WALL
  const shifted = y + rise + WALL
  const inPeriod = shifted - period * Math.floor(shifted / period)
  return (inPeriod > 2 * WALL ? period - inPeriod : inPeriod) - WALL
}
