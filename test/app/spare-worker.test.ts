import { beforeEach, expect, test } from 'vitest'
import { SPARE_MILLIS, SpareWorker } from '../../app/_trainer/spare-worker.ts'
import { HandClock } from '../support/hand-clock.ts'

class FakeWorker extends EventTarget implements Worker {
  ended = false
  onmessage = null
  onmessageerror = null
  onerror = null
  postMessage(): void {
    // Nobody listens.
  }
  terminate(): void {
    this.ended = true
  }
}

let clock: HandClock
let made: FakeWorker[]
let spare: SpareWorker
beforeEach(() => {
  clock = new HandClock()
  made = []
  const make = (): FakeWorker => {
    const worker = new FakeWorker()
    made.push(worker)
    return worker
  }
  spare = new SpareWorker(make, clock.after)
})

test('one worker waits, however often it is warmed, and is the one that is taken', () => {
  spare.warm()
  spare.warm()
  expect(spare.take()).toBe(made[0])
  expect(made).toHaveLength(1)
  expect(spare.take()).toBe(made[1])
})

test('a worker that nobody took is ended after a while, which the last warming begins', () => {
  spare.warm()
  clock.turn(SPARE_MILLIS - 1)
  spare.warm()
  clock.turn(SPARE_MILLIS - 1)
  expect(made[0]!.ended).toBe(false)
  clock.turn(1)
  expect(made[0]!.ended).toBe(true)
  expect(spare.take()).toBe(made[1])
})

test('a worker that was taken is not ended', () => {
  spare.warm()
  spare.take()
  clock.turn(2 * SPARE_MILLIS)
  expect(made[0]!.ended).toBe(false)
})

test('a worker that could not load is not the one that is taken', () => {
  spare.warm()
  made[0]!.dispatchEvent(new Event('error', { cancelable: true }))
  expect(spare.take()).toBe(made[1])
})
