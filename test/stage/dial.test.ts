import { expect, test } from 'vitest'
import { dialOf } from '../../app/_stage/pendulum/dial.ts'

/** What "−1057.2" takes of the corner, from the court's edges: its figures are 14 % of the height or 11 % of the width high, 36 to 96 px. */
function cornerOf(width: number, height: number): { x: number; y: number } {
  const figures = Math.max(36, Math.min(96, 0.14 * height, 0.11 * width))
  return { x: 0.04 * width + 3.5 * figures, y: 0.04 * height + figures }
}

test.each([
  ['of a phone', 390, 312],
  ['of a phone on its side, beside another', 509, 390],
  ['of a desk', 1080, 790],
  ['of a desk, beside another', 690, 790],
  ['of a tablet', 490, 573],
])('the dial in the court %s is clear of a long score, in the middle, and whole', (_, width, height) => {
  const { x, y, radius } = dialOf(width, height)
  const corner = cornerOf(width, height)
  expect(Math.hypot(corner.x - x, corner.y - y)).toBeGreaterThan(radius)
  expect(corner.y).toBeLessThan(y)
  expect(x).toBe(width / 2)
  expect(y + radius).toBeLessThan(height)
})
