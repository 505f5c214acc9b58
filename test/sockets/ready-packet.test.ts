import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Writable } from 'node:stream'
import { Server, type Socket } from 'socket.io'
import { io as dial } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { packetParser as pageParser } from '../../app/_net/packet-parser.ts'
import { encodeTicksPacket } from '../../game/protocol/short-packets.ts'
import { packetParser } from '../../server/sockets/packet-parser.ts'
import { frameOf, ReadyPacket } from '../../server/sockets/ready-packet.ts'

test.each([
  [0, [0x82, 0]],
  [125, [0x82, 125]],
  [126, [0x82, 126, 0, 126]],
  [65_535, [0x82, 126, 0xff, 0xff]],
  [65_536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
])('a frame of %i bytes says its length as the protocol asks', (length, head) => {
  const payload = new Uint8Array(length).fill(7)
  const frame = frameOf(payload)
  expect([...frame.subarray(0, head.length)]).toEqual(head)
  expect(frame.subarray(head.length).equals(payload)).toBe(true)
})

describe('a packet that is built once', () => {
  const http = createServer()
  const io = new Server(http, { parser: packetParser, perMessageDeflate: false, transports: ['websocket', 'polling'] })

  beforeEach(async () => {
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
  })
  afterEach(() => io.close())

  async function connection(transport: 'websocket' | 'polling') {
    const { port } = http.address() as AddressInfo
    const came = new Promise<Socket>((resolve) => void io.once('connection', resolve))
    const client = dial(`http://127.0.0.1:${port}`, { parser: pageParser, transports: [transport], forceNew: true })
    const heard: number[] = []
    client.on('match:ticks', (bytes: Uint8Array) => heard.push(bytes[0]! + 256 * bytes[1]!))
    client.on('news', (number: number) => heard.push(number))
    return { client, heard, socket: await came }
  }

  test.each(['websocket', 'polling'] as const)('keeps its place among all others over %s', async (transport) => {
    const { client, heard, socket } = await connection(transport)
    const written = vi.spyOn(socket.conn, 'write')
    let number = 0
    let batches = 0
    for (let turn = 0; turn < 40; turn++) {
      for (const kind of [0, 0, 1, 0, 1, 1, 0]) {
        if (kind === 1) socket.emit('news', number)
        else {
          new ReadyPacket(encodeTicksPacket(Uint8Array.of(number & 255, number >> 8, 2))).send(socket.conn)
          batches++
        }
        number++
      }
      if (turn % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    socket.emit('last')
    await new Promise<void>((resolve) => void client.once('last', resolve))
    expect(heard).toEqual(Array.from({ length: number }, (_, i) => i))
    const news = number - batches + 1
    const usual = written.mock.calls.length - news
    expect(usual).toBeLessThanOrEqual(transport === 'websocket' ? batches - 40 : batches)
    expect(usual).toBeGreaterThanOrEqual(transport === 'websocket' ? 0 : batches)
    client.disconnect()
  })

  test('is not written on a connection that is ending', async () => {
    const { client, heard, socket } = await connection('websocket')
    const gone = new Promise((resolve) => client.once('disconnect', resolve))
    socket.conn.close()
    new ReadyPacket(encodeTicksPacket(Uint8Array.of(1, 0, 2))).send(socket.conn)
    await gone
    expect(heard).toEqual([])
  })

  test('that waits for a reader is counted as what it waits for', async () => {
    const { client, socket } = await connection('websocket')
    const websocket = Reflect.get(socket.conn.transport, 'socket') as { bufferedAmount: number; _socket: Writable }
    websocket._socket.cork()
    new ReadyPacket(encodeTicksPacket(new Uint8Array(10_000))).send(socket.conn)
    expect(websocket.bufferedAmount).toBeGreaterThan(10_000)
    websocket._socket.uncork()
    client.disconnect()
  })
})
