import { expect, test } from 'vitest'
import { ago, clock, count, percent, plural, signed, ticksAsMs } from '../../app/_ui/format.ts'

test('a change carries its sign, with a true minus', () => {
  expect([signed(12), signed(-8), signed(0.4), signed(-1234)]).toEqual(['+12', '−8', '±0', '−1,234'])
})

test('a clock shows hours only when there are any', () => {
  expect([clock(0), clock(42.9), clock(725), clock(3725), clock(-3)]).toEqual([
    '0:00',
    '0:42',
    '12:05',
    '1:02:05',
    '0:00',
  ])
})

test('a moment is told in the largest fitting unit', () => {
  const now = Date.UTC(2026, 10, 22, 12)
  const told = [10, 90, 3_000, 7_200, 200_000].map((seconds) => ago(now - seconds * 1000, now))
  expect(told).toEqual(['just now', '2 min ago', '50 min ago', '2 h ago', '2 days ago'])
})

test('a moment ahead of our clock is now', () => {
  expect(ago(2000, 1000)).toBe('just now')
})

test('counts, plurals and shares read as English', () => {
  expect([count(12345.6), plural(1, 'game'), plural(0, 'game'), plural(2, 'match', 'matches'), percent(0.584)]).toEqual(
    ['12,346', '1 game', '0 games', '2 matches', '58 %'],
  )
})

test('ticks become milliseconds of their task', () => {
  expect(ticksAsMs(8, 60)).toBe('133 ms')
})
