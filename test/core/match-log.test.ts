import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionCodec } from '../../game/core/action-codec.ts'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog, encodeLog, LogWriter, readEvents, type LogEvent } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { discrete, type ActionSpace } from '../../game/core/spaces.ts'
import { TickStream } from '../../server/match/tick-stream.ts'
import { TicksReader } from '../../game/protocol/ticks-frame.ts'
import { diceTask } from '../support/dice-task.ts'
import { recordMatch } from '../support/record-match.ts'

const space = (kind: ActionSpace['kind'], size: number): ActionSpace => ({
  kind,
  labels: Array.from({ length: size }, (_, i) => `a${i}`),
})

/** Every kind of space, also with codes of two, three and four bytes. */
const spaces = fc.oneof(
  fc.constantFrom(2, 255, 256, 257, 300, 65_536, 65_537).map((size) => space('discrete', size)),
  fc.integer({ min: 1, max: 32 }).map((size) => space('multi-binary', size)),
  fc.integer({ min: 1, max: 4 }).map((size) => space('continuous', size)),
)

describe('a match full of chance', () => {
  test('is replayed and checked, however many words each of its ticks draws', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_100 }), { minLength: 1, maxLength: 12 }), (draws) => {
        const task = diceTask({ draws })
        const { log } = recordMatch(task, 3, () => 0)
        const read = decodeLog(encodeLog(log))
        expect(checkLog(task, read)).toEqual({ ok: true })
      }),
      { numRuns: 60, examples: [[[256]], [[255]], [[0, 510, 0]], [[1_000, 1_000]]] },
    )
  })

  test('comes in batches, wherever they are cut', () => {
    const task = diceTask({ draws: [600, 0, 300, 256] })
    const { log } = recordMatch(task, 3, () => 0)
    const writer = new LogWriter(1)
    const stream = new TickStream(writer)
    const playback = new Playback(task, log.header)
    const reader = new TicksReader(1, { serial: 0, tick: -1, body: [] })
    const events = readEvents(log.body, 1)
    for (let tick = 0; tick <= log.footer.ticks; tick++) {
      for (const event of events) if (event.tick === tick) writer.write(event)
      const frame = stream.cut(tick)
      const batch = frame && reader.read(frame)
      if (!batch || typeof batch === 'string') throw new Error('A batch is missing')
      playback.apply(batch.events, batch.to)
    }
    expect(playback.ended?.reason).toBe('finished')
  })

  test('is written as before where a tick draws at most 255 words', () => {
    const words = Array.from({ length: 255 }, (_, i) => i * 16_777_259)
    const writer = new LogWriter(1)
    writer.write({ tick: 2, kind: 'chance', words })
    const body = writer.slice()
    expect([...body.subarray(0, 2)]).toEqual([2 * 16 + 8, 255])
    expect(body).toHaveLength(2 + 4 * 255)
    expect(readEvents(body, 1)).toEqual([{ tick: 2, kind: 'chance', words }])
  })
})

describe('an action', () => {
  test('of any space is read from the log as it was written', () => {
    fc.assert(
      fc.property(spaces, fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (actions, draws) => {
        const codec = actionCodec(actions)
        const codes = [...draws.map((u) => Math.floor(u * codec.codes)), codec.codes - 1]
        const written = codes.map((code, tick): LogEvent => ({ tick, kind: 'action', seat: tick % 8, code }))
        const writer = new LogWriter(codec.bytes)
        for (const event of written) writer.write(event)
        expect(readEvents(writer.slice(), codec.bytes)).toEqual(written)
      }),
      { numRuns: 200 },
    )
  })

  test('above 255 is played, logged and checked like any other', () => {
    const task = diceTask({ draws: [1], action: space('discrete', 1_000) })
    const { log } = recordMatch(task, 5, (_state, seat, tick) => (tick * 131 + seat * 700) % 1_000, { ticks: 40 })
    const events = readEvents(log.body, actionCodec(task.action).bytes)
    expect(events.some((event) => event.kind === 'action' && event.code > 255)).toBe(true)
    expect(checkLog(task, log)).toEqual({ ok: true })
  })

  test('is one byte where 256 of them or fewer can be named', () => {
    const bytes = [1, 3, 256, 257, 65_536, 65_537].map((size) => actionCodec(space('discrete', size)).bytes)
    expect(bytes).toEqual([1, 1, 1, 2, 2, 3])
    expect(actionCodec(discrete(['stay', 'up', 'down']))).toMatchObject({ bytes: 1, codes: 3 })
  })
})
