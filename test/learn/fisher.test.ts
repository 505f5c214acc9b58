import { expect, test } from 'vitest'
import { fisher } from '../../game/learn/maths/fisher.ts'

test('the exact test gives the lady who tastes tea one chance in seventy, and seventeen with one mistake', () => {
  // Fisher 1935, "The design of experiments": eight cups, four of each kind.
  expect(fisher({ hits: 4, tries: 4 }, { hits: 0, tries: 4 })).toBeCloseTo(1 / 70)
  expect(fisher({ hits: 3, tries: 4 }, { hits: 1, tries: 4 })).toBeCloseTo(17 / 70)
})

test('nothing counted, nothing shown', () => {
  expect(fisher({ hits: 0, tries: 0 }, { hits: 3, tries: 9 })).toBe(1)
  expect(fisher({ hits: 0, tries: 5 }, { hits: 3, tries: 9 })).toBeCloseTo(1)
})
