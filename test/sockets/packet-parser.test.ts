import fc from 'fast-check'
import * as msgpack from 'socket.io-msgpack-parser'
import { expect, test } from 'vitest'
import { encodeShort } from '../../game/protocol/short-packets.ts'
import { checkPacket, packetParser, takeShortPackets } from '../../server/sockets/packet-parser.ts'

const encode = (packet: object): Uint8Array => {
  const [bytes] = Object.values(new msgpack.Encoder().encode(packet))
  return bytes as Uint8Array
}
const event = (...data: unknown[]) => ({ type: 2, nsp: '/', data, options: { compress: true } })

test.each([
  ['an event', event('match:input', { tick: 123_456, action: 2 })],
  ['one with an answer', { ...event('time:ping', {}), id: 70_000 }],
  ['bytes', event('model:push', { delta: Buffer.alloc(70_000, 1), stats: { loss: -0.25, kl: 1e-9, steps: 2 ** 40 } })],
  ['an ArrayBuffer', event('model:push', { delta: new ArrayBuffer(9) })],
  ['an empty value', event('match:join', { match: null, key: undefined, yes: true, no: false, text: 'é'.repeat(200) })],
])('lets %s pass as it is', (_, packet) => {
  const bytes = encode(packet)
  expect(() => checkPacket(bytes)).not.toThrow()
  const decoder = new packetParser.Decoder()
  decoder.add(encode({ type: 0, nsp: '/', data: {} }))
  const decoded: unknown[] = []
  decoder.on('decoded', (value) => decoded.push(value))
  decoder.add(bytes)
  expect(decoded).toHaveLength(1)
})

test.each([
  ['an extension that claims four gigabytes', [0xc9, 0xff, 0xff, 0xff, 0xff, 0x00]],
  ['an array that claims four thousand million values', [0xdd, 0xff, 0xff, 0xff, 0xff]],
  ['a text that is longer than its packet', [0xdb, 0x00, 0x10, 0x00, 0x00, 0x41]],
  ['a thousand arrays in each other', Array.from({ length: 1000 }, () => 0x91)],
  ['six hundred values', [0xdc, 0x02, 0x58, ...Array.from({ length: 600 }, () => 0x01)]],
  ['an extension of another type', [0xc7, 0x01, 0x05, 0x00]],
  ['two values', [0x01, 0x02]],
  ['nothing', []],
])('refuses %s at once', (_, bytes) => {
  expect(() => checkPacket(Uint8Array.from(bytes))).toThrow(RangeError)
})

test('gives a short packet to who takes such, and leaves it to Socket.IO where they do not', () => {
  const decoder = new packetParser.Decoder()
  const [decoded, taken]: [unknown[], unknown[]] = [[], []]
  decoder.on('decoded', (packet) => decoded.push(packet))
  let takes = true
  takeShortPackets({ decoder }, (packet) => takes && taken.push(packet) > 0)
  const ping = encodeShort({ type: 2, nsp: '/', id: 7, data: ['time:ping', {}] })!
  expect(() => decoder.add(ping)).toThrow('A connection begins with who it is')
  decoder.add(encode({ type: 0, nsp: '/', data: {} }))
  decoder.add(ping)
  decoder.add(encode({ ...event('time:ping', {}), id: 8 }))
  takes = false
  decoder.add(ping)
  expect(taken).toMatchObject([{ id: 7, data: ['time:ping', {}] }])
  expect(decoded).toMatchObject([{ type: 0 }, { id: 8 }, { id: 7 }])
})

test('refuses text, which no page of ours sends', () => {
  expect(() => new packetParser.Decoder().add('{"type":2}')).toThrow(RangeError)
})

test('lets no bytes through that make the decoder throw anything but an error', () => {
  const decode = (bytes: Uint8Array): unknown => {
    try {
      new packetParser.Decoder().add(Buffer.from(bytes))
      return null
    } catch (error) {
      return error
    }
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const thrown = decode(bytes)
      return thrown === null || thrown instanceof Error
    }),
    { numRuns: 2_000 },
  )
})
