import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freePlace, overlap } from '../../app/_ui/free-place.ts'

const page = { width: 1000, height: 800 }
const size = { width: 400, height: 60 }
const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

test('a message lies at the bottom on the right where nothing is there', () => {
  expect(freePlace(size, page, [])).toEqual({ left: 584, top: 724 })
})

test('it goes up past what can be pressed, and to the other side where the whole right is taken', () => {
  const row = box(600, 700, 380, 80)
  const { left, top } = freePlace(size, page, [row])
  expect(left).toBe(584)
  expect(top + size.height).toBeLessThanOrEqual(row.top)
  expect(freePlace(size, page, [box(620, 0, 380, 800)]).left).toBeLessThan(584)
})

test('wherever buttons are, it covers none if that can be, and never hangs out of the page', () => {
  const button = fc
    .tuple(fc.integer({ min: 0, max: 960 }), fc.integer({ min: 0, max: 760 }))
    .map(([x, y]) => box(x, y, 40, 40))
  fc.assert(
    fc.property(fc.array(button, { maxLength: 8 }), (buttons) => {
      const { left, top } = freePlace(size, page, buttons)
      const at = box(left, top, size.width, size.height)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(top).toBeGreaterThanOrEqual(0)
      expect(at.right).toBeLessThanOrEqual(page.width)
      expect(at.bottom).toBeLessThanOrEqual(page.height)
      // Eight buttons leave room somewhere on a page of this size, in steps of twelve pixels.
      expect(buttons.reduce((sum, other) => sum + overlap(at, other), 0)).toBe(0)
    }),
  )
})
