import { expect, test } from 'vitest'
import { Disagreement } from '../../app/_net/disagreement.ts'

test('one difference is an accident; with the second a page takes the state of the server', () => {
  const disagreement = new Disagreement()
  const seen = [disagreement.givesIn]
  for (let i = 0; i < 2; i++) {
    disagreement.differed()
    seen.push(disagreement.givesIn)
  }
  expect(seen).toEqual([false, false, true])
})

test('the whole log is asked for at once, and again at growing intervals of half a minute at most', () => {
  const disagreement = new Disagreement()
  const waits: number[] = []
  for (let now = 0; waits.length < 8; now += waits.at(-1)!) waits.push(disagreement.wait(now))
  expect(waits).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
})

test('after a minute without a repair the next one is the first again', () => {
  const disagreement = new Disagreement()
  expect([0, 0, 61_000, 123_001, 123_002].map((now) => disagreement.wait(now))).toEqual([0, 1_000, 2_000, 0, 1_000])
})
