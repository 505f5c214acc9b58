import { describe, expect, test } from 'vitest'
import { ClockSync, percentile } from '../../app/_net/clock-sync.ts'
import { retryDelay } from '../../app/_net/retry-delay.ts'
import { SmoothClock } from '../../app/_net/smooth-clock.ts'

const TICK = 1000 / 60

test('the percentile is the nearest rank', () => {
  expect(percentile([], 0.5)).toBe(0)
  expect(percentile([5, 1, 3], 0.5)).toBe(3)
  expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10)
})

describe('clock sync', () => {
  test('takes the fastest arrival as the truth and the rest as delay', () => {
    const sync = new ClockSync(TICK, 2)
    for (let tick = 0; tick <= 60; tick += 2)
      sync.arrived(tick - 2, tick, 500 + tick * TICK + (tick % 10 === 0 ? 0 : 15))
    expect(sync.newest(500 + 60 * TICK)).toBeCloseTo(60)
    // Two ticks of a batch and 15 ms: so far behind, everything shown has come.
    expect(sync.buffer).toBeCloseTo(2 + 15 / TICK, 1)
  })

  test('forgets what was long ago', () => {
    const sync = new ClockSync(TICK, 2)
    sync.arrived(-1, 0, 0)
    for (let tick = 2; tick < 600; tick += 2) sync.arrived(tick - 2, tick, tick * TICK + 50)
    expect(sync.newest(600 * TICK + 50)).toBeCloseTo(600)
  })

  test('measures the median round trip and its jitter', () => {
    const sync = new ClockSync(TICK, 2)
    for (const trip of [80, 82, 79, 81, 80, 80, 81, 79, 80, 130]) sync.pinged(trip)
    expect(sync.roundTrip).toBe(80)
    expect(sync.jitter).toBe(50)
  })
})

describe('a smooth clock', () => {
  test('works off an error without jumping or going back', () => {
    const clock = new SmoothClock(TICK, 0.1, 8)
    clock.follow(0, 0)
    let last = 0
    for (let frame = 1; frame <= 240; frame++) {
      const value = clock.follow(frame - 4, frame * TICK)
      expect(value - last).toBeGreaterThanOrEqual(0.9 - 1e-9)
      last = value
    }
    expect(last).toBeCloseTo(236, 1)
  })

  test('jumps where the error is too large to be worked off', () => {
    const clock = new SmoothClock(TICK, 0.1, 8)
    clock.follow(0, 0)
    expect(clock.follow(100, TICK)).toBe(100)
  })
})

test('tries to connect again at once, then ever later, at most every four seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map(retryDelay)).toEqual([100, 500, 1000, 2000, 4000, 4000, 4000])
})
