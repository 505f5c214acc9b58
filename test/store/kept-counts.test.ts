import { expect, test } from 'vitest'
import type { Database } from '../../server/store/connect.ts'
import { keptCounts } from '../../server/store/kept-counts.ts'
import { rangeStart } from '../../server/store/leaderboard.ts'

const DB = {} as Database

test('a board is counted once in ten seconds for all who look at it, each range by itself, and again where that failed', async () => {
  let now = 1_000_000_000
  let asked = 0
  let fails = false
  const count = keptCounts(
    () => (fails ? Promise.reject(new Error('away')) : Promise.resolve(++asked)),
    () => now,
  )
  const look = (me: string, range: 'all' | 'week' = 'all'): Promise<number> =>
    count(DB, { task: 'pong', who: 'both', me, since: rangeStart(range, now) })
  expect(await Promise.all([look('ann'), look('bob'), look('ann', 'week')])).toEqual([1, 1, 2])
  now += 9_999
  expect(await Promise.all([look('cid'), look('cid', 'week')])).toEqual([1, 2])
  now += 1
  expect(await look('ann')).toBe(3)
  now += 10_000
  fails = true
  await expect(look('ann')).rejects.toThrow('away')
  fails = false
  expect(await look('ann')).toBe(4)
})
