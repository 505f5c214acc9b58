import fc from 'fast-check'
import * as msgpack from 'socket.io-msgpack-parser'
import { describe, expect, test } from 'vitest'
import { packetParser as pageParser } from '../../app/_net/packet-parser.ts'
import { decodeShort, encodeShort, isShort, type Packet } from '../../game/protocol/short-packets.ts'
import { packetParser as serverParser } from '../../server/sockets/packet-parser.ts'

const event = (name: string, body: unknown): Packet => ({ type: 2, nsp: '/', data: [name, body] })
const count = fc.nat(0xffffffff)
const input = fc.record({ tick: count, action: count }).map((body) => event('match:input', body))
const ping = count.map((id): Packet => ({ ...event('time:ping', {}), id }))
const ticks = fc.uint8Array({ maxLength: 300 }).map((bytes) => event('match:ticks', bytes))
const pong = fc
  .record({ id: count, now: fc.double({ noNaN: true }) })
  .map(({ id, now }): Packet => ({ type: 3, nsp: '/', id, data: [{ ok: true, now }] }))

const hello = { type: 0, nsp: '/', data: { protocol: 2 } }

/** What the other side's decoder gives for what this side's encoder wrote. */
function through(
  packet: Packet,
  Encoder: new () => { encode(packet: Packet): unknown },
  Decoder: typeof msgpack.Decoder,
) {
  const decoder = new Decoder()
  const add = (bytes: unknown): void => {
    for (const frame of bytes as Uint8Array[]) decoder.add(Buffer.from(frame))
  }
  // The server's decoder lets nothing through before somebody has said who they are.
  if (Decoder === serverParser.Decoder && packet.type !== 0) add(new msgpack.Encoder().encode(hello))
  const decoded: unknown[] = []
  decoder.on('decoded', (value: unknown) => decoded.push(value))
  add(new Encoder().encode(packet))
  return decoded
}

describe('what is frequent', () => {
  test('arrives at the server as the page sent it', () => {
    fc.assert(
      fc.property(fc.oneof(input, ping), (packet) => {
        expect(isShort(encodeShort(packet)!)).toBe(true)
        expect(through(packet, pageParser.Encoder, serverParser.Decoder)).toEqual([packet])
      }),
    )
  })

  test('arrives at the page as the server sent it', () => {
    fc.assert(
      fc.property(fc.oneof(ticks, pong), (packet) => {
        expect(isShort(encodeShort(packet)!)).toBe(true)
        const [{ data, ...rest } = { data: undefined }] = through(
          packet,
          serverParser.Encoder,
          pageParser.Decoder,
        ) as Packet[]
        const plain = (value: unknown): unknown =>
          Array.isArray(value) ? value.map((one: unknown) => (one instanceof Uint8Array ? [...one] : one)) : value
        expect({ ...rest, data: plain(data) }).toEqual({ ...packet, data: plain(packet.data) })
      }),
    )
  })

  test('takes few bytes', () => {
    expect(encodeShort(event('match:input', { tick: 16_000, action: 2 }))).toHaveLength(4)
    expect(encodeShort({ ...event('time:ping', {}), id: 100 })).toHaveLength(2)
    expect(encodeShort({ type: 3, nsp: '/', id: 100, data: [{ ok: true, now: 1.5 }] })).toHaveLength(10)
    expect(encodeShort(event('match:ticks', new Uint8Array(3)))).toHaveLength(4)
  })
})

test.each<[string, Packet]>([
  ['an input with a question', { ...event('match:input', { tick: 1, action: 1 }), id: 3 }],
  ['a tick that is no count', event('match:input', { tick: -1, action: 1 })],
  ['a tick with a fraction', event('match:input', { tick: 1.5, action: 1 })],
  ['a large action', event('match:input', { tick: 1, action: 2 ** 33 })],
  ['one field more', event('match:input', { tick: 1, action: 1, more: 1 })],
  ['another name', event('match:join', { match: 'x' })],
  ['a connection', hello],
])('%s goes as MessagePack, and arrives', (_, packet) => {
  expect(encodeShort(packet)).toBeNull()
  expect(through(packet, pageParser.Encoder, serverParser.Decoder)).toEqual([packet])
})

test.each<[string, Packet]>([
  ['an event of another namespace', { ...event('match:input', { tick: 1, action: 1 }), nsp: '/other' }],
  ['a reply with more in it', { type: 3, nsp: '/', id: 1, data: [{ ok: true, now: 1, more: 2 }] }],
  ['a refusal', { type: 3, nsp: '/', id: 1, data: [{ ok: false, now: 1 }] }],
])('%s goes as MessagePack, and the server lets none of these in', (_, packet) => {
  expect(encodeShort(packet)).toBeNull()
  expect(through(packet, serverParser.Encoder, pageParser.Decoder)).toEqual([packet])
  expect(() => through(packet, pageParser.Encoder, serverParser.Decoder)).toThrow(RangeError)
})

test('a page of the protocol before is still understood, so that it can be told to reload', () => {
  const connect = { type: 0, nsp: '/', data: { protocol: 1, tasks: { pong: 1 } } }
  expect(through(connect, msgpack.Encoder, serverParser.Decoder)).toEqual([connect])
  const refusal = { type: 4, nsp: '/', data: { message: 'old', data: { code: 'outdated' } } }
  expect(through(refusal, serverParser.Encoder, msgpack.Decoder)).toEqual([refusal])
})

test.each([
  ['nothing', []],
  ['no type', [0]],
  ['an unknown type', [9, 1]],
  ['ticks, which only the server sends', [1, 0, 0, 2]],
  ['the reply to a ping, which only the server sends', [4, 1, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['an input without an action', [2, 5]],
  ['an input with a byte too many', [2, 5, 1, 1]],
  ['a number without an end', [2, 128, 128]],
  ['a number that is too long', [2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 1]],
  ['a question with an impossible number', [3, 255, 255, 255, 255, 127]],
])('the server takes %s for malformed', (_, bytes) => {
  expect(() => decodeShort(Uint8Array.from(bytes), 'page')).toThrow(RangeError)
  expect(() => new serverParser.Decoder().add(Buffer.from(bytes))).toThrow(RangeError)
})

test('short bytes of any kind are a packet of the table or malformed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.uint8Array({ maxLength: 20 }), (type, rest) => {
      try {
        const { data } = decodeShort(Uint8Array.from([type, ...rest]), 'page')
        return Array.isArray(data) && ['match:input', 'time:ping'].includes(String(data[0]))
      } catch (error) {
        return error instanceof RangeError
      }
    }),
    { numRuns: 1_000 },
  )
})
