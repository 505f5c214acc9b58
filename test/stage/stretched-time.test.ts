import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandHalfWidth, leadShare } from '../../app/_stage/pong/stretched-time.ts'
import { HIT_X } from '../../game/tasks/pong/layout.ts'

test('the ball is at the lead time at my paddle and as confirmed at the other’s, whatever the lead', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 4, noNaN: true }),
      fc.double({ min: 0, max: 40, noNaN: true }),
      (speed, ticks) => {
        const half = bandHalfWidth(speed, ticks)
        expect(leadShare(HIT_X, half)).toBe(1)
        expect(leadShare(-HIT_X, half)).toBe(0)
        expect(leadShare(0, half)).toBeCloseTo(0.5)
      },
    ),
  )
})

test('at usual delays the ball runs at most a third faster than it should', () => {
  // 80 ms of round trip and some jitter: twelve ticks; 2.5 units a tick is a long rally.
  const [speed, ticks] = [2.5, 12]
  const half = bandHalfWidth(speed, ticks)
  for (let u = -half; u < half; u += 0.5) {
    const slope = (leadShare(u + 0.01, half) - leadShare(u, half)) / 0.01
    expect(1 / (1 - slope * speed * ticks)).toBeLessThan(1.34)
  }
})
