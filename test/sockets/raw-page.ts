import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import * as msgpack from 'socket.io-msgpack-parser'
import { decodeShort, isShort, type Packet } from '../../game/protocol/short-packets.ts'
import { CURRENT_PAGE } from '../support/current-page.ts'

export const CONNECT: Packet = { type: 0, nsp: '/', data: CURRENT_PAGE }
export const event = (...data: unknown[]): Packet => ({ type: 2, nsp: '/', data })

/** The bytes of a packet in MessagePack. */
export function packed(packet: object): Buffer {
  const [bytes] = Object.values(new msgpack.Encoder().encode(packet))
  if (!(bytes instanceof Uint8Array)) throw new Error('The encoder gives bytes')
  return Buffer.from(bytes)
}

export interface FrameOptions {
  /** 1 text, 2 binary, 0 continuation, 8 close, 9 ping, 10 pong. */
  opcode?: number
  fin?: boolean
  masked?: boolean
  reserved?: number
  /** What the head says, where that is not the truth. */
  claims?: number
}

/** A WebSocket frame as a client sends it, or nearly. The mask is zero: the payload is masked, and is the same. */
export function frame(payload: Uint8Array | string, options: FrameOptions = {}): Buffer {
  const body = Buffer.from(payload)
  const { opcode = typeof payload === 'string' ? 1 : 2, fin = true, masked = true, reserved = 0 } = options
  const length = options.claims ?? body.length
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode
  const mask = masked ? 0x80 : 0
  let head = Buffer.from([first, mask | length])
  if (length > 0xffff) {
    head = Buffer.alloc(10)
    head.set([first, mask | 127])
    head.writeBigUInt64BE(BigInt(length), 2)
  } else if (length > 125) {
    head = Buffer.from([first, mask | 126, length >> 8, length & 0xff])
  }
  return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0), body])
}

/** One peer that writes what it likes to the server's port, and reads what comes back. */
export class RawPage {
  /** Packets from the server, by Socket.IO's types. */
  readonly packets: Packet[] = []
  /** WebSocket pongs that came. */
  pongs = 0
  /** What came before or instead of a WebSocket. */
  head = ''
  /** Frames that were written. */
  sent = 0
  closed = false
  /** Answers the server's Engine.IO pings, so that the server closes this connection for another reason or not at all. */
  answersPings = false
  readonly ended: Promise<void>
  private rest = Buffer.alloc(0)
  private readonly waiting = new Set<() => void>()

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes) => this.read(bytes))
    socket.on('error', () => undefined)
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        this.closed = true
        this.wake()
        resolve()
      })
    })
  }

  /** Opens a TCP connection and says nothing. */
  static async open(origin: string): Promise<RawPage> {
    const { hostname, port } = new URL(origin)
    const socket = connect({ host: hostname, port: Number(port) })
    await once(socket, 'connect')
    socket.setNoDelay(true)
    return new RawPage(socket)
  }

  /** Asks for a WebSocket, and resolves when there is an answer. */
  static async upgrade(origin: string, headers: Record<string, string> = {}, query = ''): Promise<RawPage> {
    const page = await RawPage.open(origin)
    const all = {
      Host: new URL(origin).host,
      Origin: origin,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.alloc(16, 7).toString('base64'),
      ...headers,
    }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
    page.socket.write(`GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    await page.until(() => page.head !== '')
    return page
  }

  /** A stranger's connection that has said who it is and was let in. */
  static async connected(origin: string, headers: Record<string, string> = {}): Promise<RawPage> {
    const page = await RawPage.upgrade(origin, headers)
    page.packet(CONNECT)
    await page.until(() => page.packets.length > 0)
    return page
  }

  packet(packet: object): void {
    this.send(packed(packet))
  }

  send(payload: Uint8Array | string, options?: FrameOptions): void {
    this.raw(frame(payload, options))
  }

  /** Writes bytes that pass for one frame. */
  raw(bytes: Uint8Array): void {
    this.sent++
    if (!this.socket.destroyed) this.socket.write(bytes)
  }

  /** Waits for something to hold, looked at whenever something comes, or until the connection is closed. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds() && !this.closed) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.waiting.delete(wake)
          resolve()
        }
        this.waiting.add(wake)
      })
    }
  }

  close(): void {
    this.socket.destroy()
  }

  private wake(): void {
    for (const wake of this.waiting) wake()
  }

  private read(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes])
    if (this.head === '') {
      const end = this.rest.indexOf('\r\n\r\n')
      if (end < 0) return
      this.head = this.rest.subarray(0, end).toString()
      this.rest = this.rest.subarray(end + 4)
    }
    if (this.head.startsWith('HTTP/1.1 101')) while (this.readFrame());
    this.wake()
  }

  /** Takes one frame of the server's; false where it is not all there. */
  private readFrame(): boolean {
    const { rest } = this
    if (rest.length < 2) return false
    const short = rest[1]! & 127
    const headLength = short === 126 ? 4 : short === 127 ? 10 : 2
    if (rest.length < headLength) return false
    const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short
    if (rest.length < headLength + length) return false
    const payload = rest.subarray(headLength, headLength + length)
    this.rest = rest.subarray(headLength + length)
    if ((rest[0]! & 15) === 2) this.packets.push(unpacked(payload))
    if ((rest[0]! & 15) === 10) this.pongs++
    if (this.answersPings && (rest[0]! & 15) === 1 && payload.toString() === '2') this.send('3')
    // The server takes leave.
    if ((rest[0]! & 15) === 8) this.socket.destroy()
    return true
  }
}

function unpacked(bytes: Buffer): Packet {
  if (isShort(bytes)) return decodeShort(bytes, 'server')
  const decoder = new msgpack.Decoder()
  let packet: Packet | null = null
  decoder.on('decoded', (value: Packet) => {
    packet = value
  })
  decoder.add(bytes)
  if (!packet) throw new Error('The server sent no packet')
  return packet
}
