import { expect, test } from 'vitest'
import { REPEAT_MS, stopAsker } from '../../server/processes/stop-request.ts'
import { HandClock } from '../support/hand-clock.ts'

test('the first request stops, one in the same breath is the same one, and the next ends the waiting', () => {
  const clock = new HandClock()
  const stops: AbortSignal[] = []
  const ask = stopAsker(clock.now, (hurry) => stops.push(hurry))
  ask()
  clock.turn(REPEAT_MS - 1)
  ask()
  expect(stops.map(({ aborted }) => aborted)).toEqual([false])
  clock.turn(1)
  ask()
  ask()
  expect(stops.map(({ aborted }) => aborted)).toEqual([true])
})
