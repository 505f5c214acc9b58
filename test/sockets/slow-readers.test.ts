import { expect, test } from 'vitest'
import { SlowReaders, type Reader } from '../../server/sockets/slow-readers.ts'
import { HandClock } from '../support/hand-clock.ts'

class FakeReader implements Reader {
  hears = true
  waits = { messages: 0, bytes: 0 }

  backlog(): { messages: number; bytes: number } {
    return this.waits
  }

  listen(): void {
    this.hears = true
  }

  deafen(): void {
    this.hears = false
  }
}

test.each([
  ['bytes', { messages: 3, bytes: 100_000 }],
  ['messages', { messages: 500, bytes: 0 }],
])('a reader with too many %s waiting hears nothing until it has read them', (_, waits) => {
  const clock = new HandClock()
  const [slow, quick] = [new FakeReader(), new FakeReader()]
  const readers = new SlowReaders(clock, new Set([slow, quick]))
  slow.waits = waits
  quick.waits = { messages: 20, bytes: 2_000 }
  clock.turn(500)
  expect(slow.hears).toBe(false)
  expect(quick.hears).toBe(true)
  expect(readers.count).toBe(1)
  slow.waits = { messages: 1, bytes: 100 }
  clock.turn(2_000)
  expect(slow.hears).toBe(false)
  slow.waits = { messages: 0, bytes: 0 }
  clock.turn(500)
  expect(slow.hears).toBe(true)
  expect(readers.count).toBe(0)
})
