import { expect, test } from 'vitest'
import { dataOf, rangeOf } from '../../app/_ui/plot-options.ts'

test('the range of a chart has room around its curves, holds what it must include, and is never empty', () => {
  expect(rangeOf(0, 100, [])).toEqual([-6, 106])
  expect(rangeOf(20, 40, [0, 100])).toEqual([-6, 106])
  expect(rangeOf(5, 5, [])).toEqual([4, 6])
})

test('curves become columns over their x, with the bounds of the first where they are known', () => {
  const points = [
    { x: 0, y: 1 },
    { x: 1, y: 3 },
  ]
  expect(dataOf([{ name: 'a', points }])).toEqual([
    [0, 1],
    [1, 3],
  ])
  const bounded = points.map((point) => ({ ...point, low: point.y - 1, high: point.y + 2 }))
  expect(
    dataOf([
      { name: 'a', points: bounded },
      { name: 'b', points },
    ]),
  ).toEqual([
    [0, 1],
    [1, 3],
    [1, 3],
    [0, 2],
    [3, 5],
  ])
})
