import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extent, pathThrough, thin, ticks } from '../../app/_ui/chart-scale.ts'

test('an extent is never empty, and holds what it must include', () => {
  expect(extent([])).toEqual([0, 1])
  expect(extent([5, 5])).toEqual([4, 6])
  expect(extent([0.2, 0.4], [0.5])).toEqual([0.2, 0.5])
})

test('ticks are round and lie inside the range', () => {
  expect(ticks(970, 1072, 3)).toEqual([1000, 1050])
  expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1])
})

test('ticks stay inside any range', () => {
  const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(numbers, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, span) => {
      for (const tick of ticks(low, low + span, 4)) {
        expect(tick).toBeGreaterThanOrEqual(low - span * 1e-6)
        expect(tick).toBeLessThanOrEqual(low + span * (1 + 1e-6))
      }
    }),
  )
})

test('a thinned curve keeps its highest and lowest point, its order and its bound', () => {
  const points = Array.from({ length: 1000 }, (_, x) => ({ x, y: x === 613 ? 99 : x === 87 ? -99 : x % 7 }))
  const kept = thin(points, 100)
  expect(kept.length).toBeLessThanOrEqual(100)
  expect(kept.map((p) => p.y)).toContain(99)
  expect(kept.map((p) => p.y)).toContain(-99)
  expect(kept.map((p) => p.x)).toEqual(kept.map((p) => p.x).toSorted((a, b) => a - b))
})

test('a path moves to the first point and draws to the others', () => {
  const same = (v: number): number => v
  expect(
    pathThrough(
      [
        { x: 0, y: 1 },
        { x: 2, y: 3 },
      ],
      same,
      same,
    ),
  ).toBe('M0.00 1.00L2.00 3.00')
})
