import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '../../server/base/limits.ts'
import { RateLimiter } from '../../server/base/rate-limiter.ts'

function limiterAt(capacity?: number): { limiter: RateLimiter; wait: (ms: number) => void } {
  let now = 0
  const limiter = new RateLimiter({ perSecond: 2, burst: 3 }, () => now, capacity)
  return { limiter, wait: (ms) => (now += ms) }
}

test('a burst passes, then as many as are refilled', () => {
  const { limiter, wait } = limiterAt()
  expect([1, 2, 3, 4].map(() => limiter.spend('a'))).toEqual([0, 0, 0, 500])
  wait(499)
  expect(limiter.spend('a')).toBe(1)
  wait(1)
  expect(limiter.spend('a')).toBe(0)
})

test('one address does not use up the limit of another', () => {
  const { limiter } = limiterAt()
  for (let i = 0; i < 10; i++) limiter.spend('a')
  expect(limiter.spend('b')).toBe(0)
})

test('all addresses of an IPv6 /48 have the share of a few together', () => {
  const { limiter, wait } = limiterAt()
  const all = Array.from({ length: 100 }, (_, i) => `2001:db8:1:${i}`)
  const passed = (): number => all.filter((address) => limiter.spend(address) === 0).length
  expect(passed()).toBe(3 * LIMITS.sharesPerSite)
  expect(limiter.spend('2001:db8:2:1')).toBe(0)
  wait(500)
  expect(passed()).toBe(LIMITS.sharesPerSite)
})

test('whoever waits as long as told may pass', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { maxLength: 50 }), (pauses) => {
      const { limiter, wait } = limiterAt()
      for (const pause of pauses) {
        wait(pause)
        const told = limiter.spend('a')
        if (told === 0) continue
        wait(told)
        expect(limiter.spend('a')).toBe(0)
      }
    }),
  )
})

test('never more than the burst and the refill pass in any time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { maxLength: 100 }), (pauses) => {
      const { limiter, wait } = limiterAt()
      let [passed, time] = [0, 0]
      for (const pause of pauses) {
        wait(pause)
        time += pause
        if (limiter.spend('a') === 0) passed++
      }
      expect(passed).toBeLessThanOrEqual(3 + (time / 1000) * 2 + 1e-9)
    }),
  )
})

test('it forgets whom it has not seen for longest', () => {
  const { limiter } = limiterAt(2)
  for (let i = 0; i < 4; i++) limiter.spend('a')
  limiter.spend('b')
  limiter.spend('c')
  expect(limiter.spend('a')).toBe(0)
})
