import * as M from '../../../game/tasks/mountaincar/layout.ts'
import { heightAt } from './mountaincar-view.ts'

/** Pieces of the drawn curve. */
const PIECES = 120

/** Height of the flag on the rim, in lengths of the car. */
export const FLAG = 2.6
/** Room above the flag, px: for the name in a low court. */
const ABOVE = 24

/** Where the valley lies in a picture of so many pixels. */
export interface Valley {
  /** Length of the car, px. */
  readonly size: number
  x(position: number): number
  y(height: number): number
  /** The slope in the picture, in rad, falling to the right positive. */
  slope(position: number): number
  /** The ground from the wall to the right end, as x and y in turn, px. */
  readonly ground: readonly { x: number; y: number }[]
  /** The stretch of the valley below a height around a position, as two positions. */
  below(height: number, position: number): [number, number]
}

const positionOf = (piece: number): number => M.LEFT_WALL + ((M.RIGHT_END - M.LEFT_WALL) * piece) / PIECES

export function valleyOf(width: number, height: number): Valley {
  const margin = width * 0.05
  const foot = height * 0.83
  const size = Math.max(18, Math.min(44, width * 0.045, height * 0.08))
  const rise = Math.max(0, Math.min(height * 0.54, width * 0.5, foot - FLAG * size - ABOVE))
  const x = (position: number): number =>
    margin + ((position - M.LEFT_WALL) / (M.RIGHT_END - M.LEFT_WALL)) * (width - 2 * margin)
  const y = (level: number): number => foot - ((level + 1) / 2) * rise
  return {
    size,
    x,
    y,
    slope: (position) =>
      Math.atan2(y(heightAt(position + 1e-3)) - y(heightAt(position - 1e-3)), x(position + 1e-3) - x(position - 1e-3)),
    ground: Array.from({ length: PIECES + 1 }, (_, i) => {
      const position = positionOf(i)
      return { x: x(position), y: y(heightAt(position)) }
    }),
    below(level, position) {
      const middle = Math.round(((position - M.LEFT_WALL) / (M.RIGHT_END - M.LEFT_WALL)) * PIECES)
      let [from, to] = [middle, middle]
      while (from > 0 && heightAt(positionOf(from)) <= level) from--
      while (to < PIECES && heightAt(positionOf(to)) <= level) to++
      return [positionOf(from), positionOf(to)]
    },
  }
}
