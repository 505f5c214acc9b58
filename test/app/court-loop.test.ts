import { expect, test } from 'vitest'
import type { Pointer } from '../../app/_stage/controls.ts'
import { scaled } from '../../app/match/_court/court-loop.ts'

const CORNERS = [0, 1]
const at = (y: number, over: Partial<Pointer>): Pointer => ({ id: 1, phase: 'move', on: 'pad', x: 0.5, y, ...over })

test.each([0.5, 1, 2])('a mouse gets to both ends of the court, however far it goes (%d)', (sensitivity) => {
  const [top, bottom] = CORNERS.map((y) => scaled(at(y, { phase: 'hover', on: 'court' }), sensitivity).y)
  expect(top).toBeLessThanOrEqual(0)
  expect(bottom).toBeGreaterThanOrEqual(1)
})

test('a thumb on the pad goes as far as is chosen, and a finger on the court is where it is', () => {
  expect(CORNERS.map((y) => scaled(at(y, {}), 0.5).y)).toEqual([0.25, 0.75])
  expect(CORNERS.map((y) => scaled(at(y, { on: 'court' }), 0.5).y)).toEqual(CORNERS)
})
