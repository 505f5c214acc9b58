import { expect, test } from 'vitest'
import type { LogEvent } from '../../game/core/match-log.ts'
import { PendingInputs } from '../../app/_net/pending-inputs.ts'

const action = (tick: number, code: number, seat = 0): LogEvent => ({ kind: 'action', tick, seat, code })

test('an input is expected at its tick, and at the next one when that is past', () => {
  const pending = new PendingInputs()
  pending.wish(12, 1)
  expect([11, 12, 13].map((step) => pending.codeAt(step, 10, 0))).toEqual([0, 1, 1])
  expect([15, 16].map((step) => pending.codeAt(step, 14, 0))).toEqual([1, 1])
})

test('the log confirms inputs in their order and says how late one was', () => {
  const pending = new PendingInputs()
  pending.wish(10, 1)
  pending.wish(14, 0)
  pending.wish(20, 2)
  expect(pending.confirm([action(10, 2, 1), action(10, 1)], 0)).toBe(0)
  expect(pending.size).toBe(2)
  expect(pending.confirm([action(17, 0)], 0)).toBe(3)
  expect(pending.latest(0)).toBe(2)
})

test('a key pressed and let go before the server heard of either changes nothing, and is forgotten', () => {
  const pending = new PendingInputs()
  pending.wish(10, 1)
  pending.wish(11, 0)
  expect(pending.codeAt(12, 11, 0)).toBe(0)
  pending.settle(11, 0)
  expect(pending.size).toBe(2)
  pending.settle(41, 0)
  expect(pending.size).toBe(0)
})

test('of several wishes for one tick the first is sent, the last held for the next, and nothing where it came to the same', () => {
  const pending = new PendingInputs()
  expect([pending.wish(10, 1), pending.wish(10, 2), pending.wish(10, 0)]).toEqual([true, false, false])
  expect(pending.latest(0)).toBe(0)
  expect([10, 11].map((step) => pending.codeAt(step, 9, 0))).toEqual([1, 0])
  expect(pending.due(10, 0)).toBe(null)
  expect(pending.due(11, 0)).toBe(0)
  expect([pending.wish(12, 2), pending.wish(12, 1), pending.wish(12, 2)]).toEqual([true, false, false])
  expect(pending.due(13, 0)).toBe(null)
  expect(pending.holds).toBe(false)
})
