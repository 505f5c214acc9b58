import { expect, test } from 'vitest'
import { seatOrder } from '../../app/_stage/seat-order.ts'
import type { LogHeader } from '../../game/core/match-log.ts'

const entry = (seats: number, seat: number | null) => ({
  seat,
  header: { seats: Array.from({ length: seats }, () => ({})) } as LogHeader,
})

test('whoever plays stands first, whichever seat they have, and the others keep their order', () => {
  expect(seatOrder(entry(2, 0))).toEqual([0, 1])
  expect(seatOrder(entry(2, 1))).toEqual([1, 0])
  expect(seatOrder(entry(4, 2))).toEqual([2, 0, 1, 3])
})

test('whoever watches sees the seats in their order', () => {
  expect(seatOrder(entry(3, null))).toEqual([0, 1, 2])
})
