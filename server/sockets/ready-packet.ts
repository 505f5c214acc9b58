/** A connection below Socket.IO. */
export interface EngineSocket {
  readonly readyState: string
  write(packet: Uint8Array, options: { compress: boolean }): unknown
}

/** What a websocket writes to. */
interface ByteStream {
  writable: boolean
  write(bytes: Uint8Array): unknown
}

/** One packet for many connections: its websocket frame is built once, because a server's frames are not masked and so are alike for all. */
export class ReadyPacket {
  private readonly frame: Buffer

  constructor(private readonly packet: Uint8Array) {
    this.frame = frameOf(packet)
  }

  /** Sends it after all that was sent before: straight to the websocket's stream where nothing waits in front of that, else as any other
   *  packet. */
  send(connection: EngineSocket): void {
    const stream = freeStreamOf(connection)
    if (stream) stream.write(this.frame)
    else connection.write(this.packet, { compress: false })
  }
}

/** One unfragmented binary frame of a server: RFC 6455, section 5.2. */
export function frameOf(payload: Uint8Array): Buffer {
  const { length } = payload
  const head = length < 126 ? 2 : length < 0x1_0000 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x82
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(payload, head)
  return frame
}

/** The stream under a connection's websocket, where all that was sent on the connection before has been written to it; else null: long
 *  polling, packets that wait in Engine.IO or in the websocket, a connection that is ending. None of these has a public name, so each is
 *  looked for with care, and where one is missing the packet takes the usual way. */
function freeStreamOf(connection: EngineSocket): ByteStream | null {
  if (connection.readyState !== 'open') return null
  const { writeBuffer, transport } = connection as Partial<Record<'writeBuffer' | 'transport', unknown>>
  if (!Array.isArray(writeBuffer) || writeBuffer.length > 0) return null
  const { name, socket: websocket } = fieldsOf(transport)
  if (name !== 'websocket') return null
  const { readyState, _sender: sender, _socket: stream } = fieldsOf(websocket)
  const { _state: state, _queue: queue } = fieldsOf(sender)
  if (readyState !== 1 || state !== 0 || !Array.isArray(queue) || queue.length > 0) return null
  return isByteStream(stream) && stream.writable ? stream : null
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const isByteStream = (value: unknown): value is ByteStream =>
  typeof value === 'object' && value !== null && 'write' in value && typeof value.write === 'function'
