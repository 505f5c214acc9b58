import { expect, test } from 'vitest'
import { called } from '../../app/_stage/tiles/called.ts'
import type { MatchEntry } from '../../app/_net/match-snapshot.ts'

test('a list beside a board says who is meant by name, but for oneself and the own partner', () => {
  const seats = ['Ann', 'Bold Penguin’s partner', 'Minute'].map((name) => ({ name }))
  const entry = { header: { seats }, seat: 0, learning: { seat: 1 } } as unknown as MatchEntry
  expect([0, 1, 2].map((seat) => called(entry, seat))).toEqual(['you', 'partner', 'Minute'])
  expect(called({ ...entry, seat: null, learning: null }, 1)).toBe('Bold Penguin’s partner')
})
