import { expect, test } from 'vitest'
import { Lateness } from '../../server/base/lateness.ts'
import { TickLoop } from '../../server/match/loop.ts'
import { HandClock } from '../support/hand-clock.ts'

const failed = (error: unknown): never => {
  throw error
}

test('ticks sixty times a second for as long as it runs, without drift', () => {
  const clock = new HandClock(12_345.678)
  const loop = new TickLoop(clock, failed)
  let ticks = 0
  loop.every(60, () => ticks++)
  clock.turn(3_600_000)
  expect(ticks).toBe(216_000)
})

test('makes up for a short stall', () => {
  const clock = new HandClock()
  const loop = new TickLoop(clock, failed)
  let ticks = 0
  loop.every(60, () => ticks++)
  clock.turn(1_000)
  clock.stall(80)
  clock.turn(920)
  expect(ticks).toBe(120)
  expect(loop.report().dropped).toBe(0)
})

test('lets the time of a long stall go instead of racing after it', () => {
  const clock = new HandClock()
  const loop = new TickLoop(clock, failed)
  let ticks = 0
  loop.every(60, () => ticks++)
  clock.turn(1_000)
  clock.stall(2_000)
  clock.turn(0)
  expect(ticks).toBeLessThanOrEqual(66)
  expect(loop.report().dropped).toBeGreaterThan(100)
  const before = ticks
  clock.turn(1_000)
  expect(ticks - before).toBeGreaterThanOrEqual(59)
  expect(ticks - before).toBeLessThanOrEqual(60)
})

test('spreads matches over the phases of a tick', () => {
  const clock = new HandClock()
  const loop = new TickLoop(clock, failed)
  const at = new Map<number, number>()
  for (let match = 0; match < 64; match++)
    loop.every(60, () => at.set(Math.round(clock.now() * 8), (at.get(Math.round(clock.now() * 8)) ?? 0) + 1))
  clock.turn(16.6)
  expect(at.size).toBe(16)
  expect(Math.max(...at.values())).toBe(4)
})

test('fills the phase that a match has left', () => {
  const clock = new HandClock()
  const loop = new TickLoop(clock, failed)
  const times = new Set<number>()
  const remove = Array.from({ length: 16 }, () => loop.every(60, () => times.add(Math.round(clock.now() * 8))))
  remove[5]!()
  loop.every(60, () => times.add(Math.round(clock.now() * 8)))
  clock.turn(2000 / 60 - 0.01)
  expect(times.size).toBe(32)
})

test('goes on with the others when one fails, and calls the failed one no more', () => {
  const clock = new HandClock()
  const errors: unknown[] = []
  const loop = new TickLoop(clock, (error) => errors.push(error))
  let ticks = 0
  loop.every(60, () => {
    throw new Error('a bug')
  })
  loop.every(60, () => ticks++)
  clock.turn(1_000)
  expect(ticks).toBe(60)
  expect(errors).toHaveLength(1)
  expect(loop.size).toBe(1)
})

test('stands still when nothing is to be done', () => {
  const clock = new HandClock()
  const loop = new TickLoop(clock, failed)
  const remove = loop.every(60, () => {})
  clock.turn(100)
  remove()
  expect(loop.size).toBe(0)
})

test('the histogram of lateness gives quantiles of the last minute only', () => {
  const late = new Lateness()
  for (let i = 0; i < 98; i++) late.record(0.4, i)
  late.record(7, 99)
  late.record(40, 100)
  expect(late.report()).toEqual({ ticks: 100, p50: 0.5, p99: 8, max: 40 })
  late.record(0.1, 40_000)
  expect(late.report().max).toBe(40)
  late.record(0.1, 80_000)
  expect(late.report()).toMatchObject({ ticks: 2, max: 0.1 })
})
