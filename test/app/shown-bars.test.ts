import { expect, test } from 'vitest'
import { shownBars } from '../../app/match/_panel/shown-bars.ts'

test('choices are bars as long as their probability, and the likeliest is lit', () => {
  const bars = shownBars({ kind: 'choices', probabilities: [0.25, 0.75, 0] })
  expect(bars.map(({ from, length }) => [from, length])).toEqual([
    [0, 0.25],
    [0, 0.75],
    [0, 0.012],
  ])
  expect(bars.map(({ opacity }) => opacity)).toEqual([0.42, 1, 0.42])
  expect(bars.map(({ figure }) => figure)).toEqual(['25', '75', '0'])
})

test('buttons are lit each by itself, where it is more likely held than not', () => {
  const bars = shownBars({ kind: 'buttons', probabilities: [0.9, 0.6, 0.4] })
  expect(bars.map(({ opacity }) => opacity)).toEqual([1, 1, 0.42])
})

test('a dimension is a band around its mean on a track from −1 to 1, cut off at the ends', () => {
  const bars = shownBars({ kind: 'dimensions', means: [0, 0.5, 3], deviations: [0.5, 1, 0.1] })
  expect(bars.map(({ from, length }) => [from, length])).toEqual([
    [0.25, 0.5],
    [0.25, 0.75],
    [0.988, 0.012],
  ])
  expect(bars.map(({ figure }) => figure)).toEqual(['0.00', '0.50', '3.00'])
})
