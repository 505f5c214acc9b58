import { expect, test } from 'vitest'
import { SlowReaders, type Reader } from '../../server/sockets/slow-readers.ts'
import { HandClock } from '../support/hand-clock.ts'

class FakeReader implements Reader {
  hears = true
  dropped = false
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

  drop(): void {
    this.dropped = true
  }
}

test.each([
  ['bytes', { messages: 3, bytes: 100_000 }],
  ['messages', { messages: 500, bytes: 0 }],
])('a reader with too many %s waiting hears nothing until it has read them', (_, waits) => {
  const clock = new HandClock()
  const [slow, quick] = [new FakeReader(), new FakeReader()]
  const readers = new SlowReaders(clock, new Set([slow, quick]), { bytes: 1_000_000, messages: 2_000 })
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

test.each([
  ['bytes', { messages: 3, bytes: 1_000_001 }],
  ['messages', { messages: 2_001, bytes: 0 }],
])('a reader for whom ever more %s wait is dropped', (_, waits) => {
  const clock = new HandClock()
  const [slow, quick] = [new FakeReader(), new FakeReader()]
  const readers = new SlowReaders(clock, new Set([slow, quick]), { bytes: 1_000_000, messages: 2_000 })
  slow.waits = waits
  clock.turn(500)
  expect(slow.dropped).toBe(true)
  expect(quick.dropped).toBe(false)
  readers.stop()
})
