import { expect, test } from 'vitest'
import { Admission, ADMISSION_RULES } from '../../server/match/admission.ts'
import { TickLoop } from '../../server/match/loop.ts'
import { HandClock } from '../support/hand-clock.ts'

/** A second of sixty ticks, so many of them late. */
function second(admission: Admission, clock: HandClock, late: number): void {
  for (let tick = 0; tick < 60; tick++) {
    clock.turn(1000 / 60)
    admission.recordLateness(tick < late ? ADMISSION_RULES.late + 1 : 1, clock.now())
  }
}

function opened(): { clock: HandClock; admission: Admission } {
  const clock = new HandClock()
  return { clock, admission: new Admission(clock.now) }
}

test('is open where nothing ticks', () => {
  const { clock, admission } = opened()
  expect(admission.open).toBe(true)
  clock.turn(100_000)
  expect(admission.open).toBe(true)
})

test('stays open while hardly a tick is late', () => {
  const { clock, admission } = opened()
  for (let i = 0; i < 30; i++) second(admission, clock, 1)
  expect(admission.open).toBe(true)
})

test('is not closed by one bad second', () => {
  const { clock, admission } = opened()
  for (let i = 0; i < 10; i++) {
    second(admission, clock, 40)
    second(admission, clock, 0)
    expect(admission.open).toBe(true)
  }
})

test('closes after two bad seconds, and opens again after five good ones', () => {
  const { clock, admission } = opened()
  second(admission, clock, 0)
  second(admission, clock, 10)
  second(admission, clock, 10)
  clock.turn(20)
  expect(admission.open).toBe(false)
  for (let i = 0; i < 4; i++) second(admission, clock, 0)
  expect(admission.open).toBe(false)
  second(admission, clock, 0)
  clock.turn(1_000)
  expect(admission.open).toBe(true)
})

test('stays closed where good seconds do not last', () => {
  const { clock, admission } = opened()
  for (let i = 0; i < 3; i++) second(admission, clock, 60)
  for (let i = 0; i < 6; i++) {
    for (let good = 0; good < 3; good++) second(admission, clock, 0)
    second(admission, clock, 30)
    expect(admission.open).toBe(false)
  }
})

test('opens again when all matches that made it late have ended', () => {
  const { clock, admission } = opened()
  for (let i = 0; i < 3; i++) second(admission, clock, 60)
  expect(admission.open).toBe(false)
  clock.turn(10_000)
  expect(admission.open).toBe(true)
})

test('hears from the loop how late its ticks are', () => {
  const clock = new HandClock()
  const admission = new Admission(clock.now)
  const loop = new TickLoop(
    clock,
    (error) => {
      throw error
    },
    (late, now) => admission.recordLateness(late, now),
  )
  // Each tick holds the loop for half of its time; two of them are more than it has.
  for (let match = 0; match < 3; match++) loop.every(60, () => clock.stall(9))
  clock.turn(4_000)
  expect(admission.open).toBe(false)
})
