import { describe, expect, test } from 'vitest'
import { daysBefore, daySeed, nextDayAt, utcDay } from '../../server/base/day.ts'

const at = (text: string): number => Date.parse(text)

describe('a UTC day', () => {
  test('begins at midnight, wherever the server stands', () => {
    expect(utcDay(at('2026-11-30T00:00:00.000Z'))).toBe('2026-11-30')
    expect(utcDay(at('2026-11-29T23:59:59.999Z'))).toBe('2026-11-29')
    expect(utcDay(at('2026-11-30T01:30:00+02:00'))).toBe('2026-11-29')
  })

  test('is followed by the next at midnight, also from its first moment on', () => {
    expect(nextDayAt(at('2026-11-30T12:00:00Z'))).toBe(at('2026-12-01T00:00:00Z'))
    expect(nextDayAt(at('2026-11-30T00:00:00Z'))).toBe(at('2026-12-01T00:00:00Z'))
    expect(nextDayAt(at('2028-02-29T23:59:59Z'))).toBe(at('2028-03-01T00:00:00Z'))
  })

  test('has days before it, over months and leap days', () => {
    expect(daysBefore('2026-12-01', 1)).toBe('2026-11-30')
    expect(daysBefore('2028-03-01', 1)).toBe('2028-02-29')
    expect(daysBefore('2026-01-01', 90)).toBe('2025-10-03')
  })

  test('has a seed that is the same for everybody, and another for each day, task and purpose', () => {
    const seeds = [
      daySeed('2026-11-30', 'pong', 'newborn'),
      daySeed('2026-12-01', 'pong', 'newborn'),
      daySeed('2026-11-30', 'catch', 'newborn'),
      daySeed('2026-11-30', 'pong', 'field'),
    ]
    expect(new Set(seeds).size).toBe(4)
    expect(daySeed('2026-11-30', 'pong', 'newborn')).toBe(seeds[0])
  })
})
