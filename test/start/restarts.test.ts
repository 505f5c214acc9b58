import { expect, test } from 'vitest'
import { restartAfter } from '../../server/base/restarts.mjs'

const rule = { delays: [500, 2_000, 10_000], provedMs: 60_000 }

/** The delays after ends of processes that ran so long. */
function delays(runs: number[]): { delay: number; longest: boolean }[] {
  let faults = 0
  return runs.map((ranMs) => {
    const next = restartAfter(rule, { ranMs, faults })
    faults = next.faults
    return { delay: next.delay, longest: next.longest }
  })
}

test('a program that ends again and again is started again for ever, at last at the longest delay, and it is said', () => {
  const all = delays(Array.from({ length: 1_000 }, () => 10))
  expect(all.slice(0, 4)).toEqual([
    { delay: 500, longest: false },
    { delay: 2_000, longest: false },
    { delay: 10_000, longest: true },
    { delay: 10_000, longest: true },
  ])
  expect(all.slice(2).every(({ delay, longest }) => delay === 10_000 && longest)).toBe(true)
})

test('one that ran long enough has proved itself: its next end counts as the first', () => {
  expect(delays([10, 10, 10, 60_000, 10]).map(({ delay }) => delay)).toEqual([500, 2_000, 10_000, 500, 2_000])
})
