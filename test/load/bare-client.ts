import { connect, type Socket } from 'node:net'
import { packetParser } from '../../app/_net/packet-parser.ts'
import type { Packet } from '../../game/protocol/short-packets.ts'

/** A client that costs little: the real handshake (HTTP upgrade, Engine.IO, Socket.IO with its `auth`) and the real packets, without a
 *  library in between, so that eight hundred of them leave a core some room. */
export class BareClient {
  /** Hears packets that are short (the first byte is below 0x80), as they came. */
  short: (packet: Uint8Array) => void = () => {}
  closed: () => void = () => {}
  private readonly socket: Socket
  private rest: Buffer = Buffer.alloc(0)
  private upgraded = false
  private readonly encoder = new packetParser.Encoder()
  private readonly decoder = new packetParser.Decoder()
  private readonly questions = new Map<number, (answer: unknown) => void>()
  private nextQuestion = 0
  private connected: () => void = () => {}
  private failed: (error: Error) => void = () => {}

  constructor(
    private readonly port: number,
    private readonly headers: Record<string, string>,
    private readonly auth: object,
  ) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.socket.on('data', (bytes) => this.came(bytes))
    this.socket.on('close', () => this.closed())
    this.socket.on('error', (error) => this.failed(error))
    this.decoder.on('decoded', (packet: Packet) => this.decoded(packet))
  }

  /** Resolves when the server has taken the connection; rejects where it has not. */
  opened(): Promise<void> {
    const lines = Object.entries(this.headers).map(([name, value]) => `${name}: ${value}\r\n`)
    this.socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${Buffer.alloc(16, 1).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${lines.join('')}\r\n`,
    )
    return new Promise((resolve, reject) => {
      this.connected = resolve
      this.failed = reject
      this.closed = () => reject(new Error('The connection was closed'))
    })
  }

  send(name: string, body: object): void {
    this.packet({ type: 2, nsp: '/', data: [name, body] })
  }

  ask(name: string, body: object): Promise<unknown> {
    const id = this.nextQuestion++
    this.packet({ type: 2, nsp: '/', data: [name, body], id })
    return new Promise((resolve) => this.questions.set(id, resolve))
  }

  /** Cuts the connection as a lost network does: nothing is said. */
  cut(): void {
    this.socket.destroy()
  }

  private packet(packet: Packet): void {
    for (const bytes of this.encoder.encode(packet) as Uint8Array[]) this.frame(2, bytes)
  }

  /** A frame of a client: masked, here with zeros. */
  private frame(opcode: number, payload: Uint8Array): void {
    const { length } = payload
    const head = length < 126 ? 2 : 4
    const frame = Buffer.alloc(head + 4 + length)
    frame[0] = 0x80 | opcode
    frame[1] = 0x80 | (head === 2 ? length : 126)
    if (head === 4) frame.writeUInt16BE(length, 2)
    frame.set(payload, head + 4)
    this.socket.write(frame)
  }

  private came(bytes: Buffer): void {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes
    if (!this.upgraded) {
      const end = this.rest.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = this.rest.toString('latin1', 0, end)
      if (!head.startsWith('HTTP/1.1 101')) return this.failed(new Error(head.split('\r\n', 1)[0]))
      this.upgraded = true
      this.rest = this.rest.subarray(end + 4)
    }
    for (;;) {
      const { rest } = this
      if (rest.length < 2) return
      const short = rest[1]! & 127
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (rest.length < head) return
      const length = short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2))
      if (rest.length < head + length) return
      this.rest = rest.subarray(head + length)
      this.message(rest[0]! & 15, rest.subarray(head, head + length))
    }
  }

  private message(opcode: number, payload: Buffer): void {
    if (opcode === 8) this.socket.destroy()
    else if (opcode === 1) {
      // Engine.IO: its opening, then a ping now and then.
      if (payload[0] === 0x30) this.packet({ type: 0, nsp: '/', data: this.auth })
      if (payload[0] === 0x32) this.frame(1, Buffer.from('3'))
    } else if (payload[0] === 1) this.short(payload)
    else this.decoder.add(payload)
  }

  private decoded({ type, id, data }: Packet): void {
    if (type === 0) this.connected()
    else if (type === 4) this.failed(new Error(`Refused: ${JSON.stringify(data)}`))
    else if (type === 3 && id !== undefined) {
      this.questions.get(id)?.((data as unknown[])[0])
      this.questions.delete(id)
    }
  }
}
