import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LogWriter, readEvents, type LogEvent } from '../../game/core/match-log.ts'
import { decodeTicks, TicksReader } from '../../game/protocol/ticks-frame.ts'
import { TickStream } from '../../server/match/tick-stream.ts'

/** Ticks of a match with their actions, and after which of them a batch is cut. */
const matches = fc.array(
  fc.record({
    codes: fc.array(fc.nat(2), { maxLength: 3 }),
    cut: fc.boolean(),
    pause: fc.integer({ min: 1, max: 400 }),
  }),
  { minLength: 1, maxLength: 60 },
)

function play(steps: { codes: number[]; cut: boolean; pause: number }[]): {
  frames: Uint8Array[]
  events: LogEvent[]
  tick: number
  published: ReturnType<TickStream['published']>[]
} {
  const log = new LogWriter(1)
  const stream = new TickStream(log)
  const frames: Uint8Array[] = []
  const published = [stream.published()]
  let tick = -1
  for (const { codes, cut, pause } of steps) {
    tick += pause
    for (const code of codes) log.write({ tick, kind: 'action', seat: code % 2, code })
    const frame = cut ? stream.cut(tick) : null
    if (!frame) continue
    frames.push(frame)
    published.push(stream.published())
  }
  const last = stream.cut(tick)
  if (last) frames.push(last)
  return { frames, events: readEvents(log.slice(), 1), tick, published }
}

test('batches read from any of them on give the events and ticks that were written', () => {
  fc.assert(
    fc.property(matches, fc.nat(), (steps, pick) => {
      const { frames, events, tick, published } = play(steps)
      const entry = pick % published.length
      const { body, tick: at, serial } = published[entry]!
      const before = readEvents(body, 1)
      const reader = new TicksReader(1, { serial, tick: at, body: before })
      const read = [...before]
      let to = at
      const known: number[] = []
      for (const [i, frame] of frames.entries()) {
        const batch = reader.read(frame)
        if (batch === 'known') known.push(i)
        else if (batch === 'missing' || batch.from !== to) throw new Error(`Batch ${i} does not follow`)
        else {
          to = batch.to
          read.push(...batch.events)
        }
      }
      expect(known).toHaveLength(serial)
      expect(read).toEqual(events)
      expect(to).toBe(tick)
    }),
  )
})

test('a batch that is missing is noticed, and nothing is read past it', () => {
  const { frames } = play(Array.from({ length: 5 }, () => ({ codes: [1], cut: true, pause: 2 })))
  const reader = new TicksReader(1, { serial: 0, tick: -1, body: [] })
  expect(reader.read(frames[0]!)).toMatchObject({ from: -1, to: 1 })
  expect(reader.read(frames[2]!)).toBe('missing')
  expect(reader.read(frames[0]!)).toBe('known')
  expect(reader.read(frames[1]!)).toMatchObject({ from: 1, to: 3 })
})

test('the number of a batch goes round without a gap', () => {
  const log = new LogWriter(1)
  const stream = new TickStream(log)
  const reader = new TicksReader(1, { serial: 0, tick: -1, body: [] })
  for (let tick = 0; tick < 70_000; tick++) {
    const batch = reader.read(stream.cut(tick)!)
    if (typeof batch === 'string' || batch.to !== tick) throw new Error(`Batch ${tick} is ${JSON.stringify(batch)}`)
  }
  const { serial } = stream.published()
  expect(serial).toBe(70_000)
  const late = new TicksReader(1, { serial, tick: 69_999, body: [] })
  expect(late.read(stream.cut(70_000)!)).toMatchObject({ to: 70_000 })
})

test('a batch in which nothing happened takes three bytes', () => {
  const stream = new TickStream(new LogWriter(1))
  stream.cut(0)
  expect(stream.cut(2)).toHaveLength(3)
})

test.each([[[]], [[1]], [[1, 0]], [[1, 0, 128]]])('%j is no batch', (bytes) => {
  expect(() => decodeTicks(Uint8Array.from(bytes))).toThrow(RangeError)
})
