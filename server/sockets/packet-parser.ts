import * as msgpack from 'socket.io-msgpack-parser'
import { clientMessages } from '../../game/protocol/messages.ts'
import { decodeShort, encodeShort, isShort, type Packet } from '../../game/protocol/short-packets.ts'

/** Socket.IO's packet types. A page acknowledges nothing: the server asks for no acknowledgement. */
const CONNECT = 0
const DISCONNECT = 1
const EVENT = 2
const ACK = 3

/** Deepest nesting and most values of a packet: our messages have four levels and a few dozen values. */
const DEEPEST = 8
const MOST_VALUES = 512

/** Walks one MessagePack value and throws a RangeError unless it is what our messages are made of and lies wholly inside the bytes. The
 *  decoder behind it trusts the lengths that it reads, and would allocate gigabytes on a few bytes' word. */
export function checkPacket(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  let values = 0

  const skip = (length: number): void => {
    at += length
    if (at > bytes.length) throw new RangeError('The packet ends too early')
  }
  const length = (size: 1 | 2 | 4): number => {
    const from = at
    skip(size)
    return size === 1 ? view.getUint8(from) : size === 2 ? view.getUint16(from) : view.getUint32(from)
  }
  const many = (count: number, depth: number): void => {
    for (let i = 0; i < count; i++) value(depth + 1)
  }
  const value = (depth: number): void => {
    if (depth > DEEPEST || ++values > MOST_VALUES) throw new RangeError('The packet holds too much')
    const head = length(1)
    if (head < 0x80 || head >= 0xe0) return
    if (head < 0x90) return many(2 * (head & 15), depth)
    if (head < 0xa0) return many(head & 15, depth)
    if (head < 0xc0) return skip(head & 31)
    switch (head) {
      case 0xc0: // nil, false, true
      case 0xc2:
      case 0xc3:
        return
      case 0xc4: // bytes and texts
      case 0xd9:
        return skip(length(1))
      case 0xc5:
      case 0xda:
        return skip(length(2))
      case 0xc6:
      case 0xdb:
        return skip(length(4))
      case 0xc7: // an ArrayBuffer: the extension of type 0, as Node's encoder sends it
        return extension(length(1))
      case 0xc8:
        return extension(length(2))
      case 0xc9:
        return extension(length(4))
      case 0xd4: // undefined: an extension of one byte
        return extension(1)
      case 0xcc: // numbers
      case 0xd0:
        return skip(1)
      case 0xcd:
      case 0xd1:
        return skip(2)
      case 0xca:
      case 0xce:
      case 0xd2:
        return skip(4)
      case 0xcb:
      case 0xcf:
      case 0xd3:
        return skip(8)
      case 0xdc:
        return many(length(2), depth)
      case 0xdd:
        return many(length(4), depth)
      case 0xde:
        return many(2 * length(2), depth)
      case 0xdf:
        return many(2 * length(4), depth)
      default:
        throw new RangeError('The packet holds a value of an unknown kind')
    }
  }
  const extension = (size: number): void => {
    if (length(1) !== 0) throw new RangeError('The packet holds an unknown extension')
    skip(size)
  }
  value(0)
  if (at !== bytes.length) throw new RangeError('The packet is followed by something else')
}

/** One connection's decoder. Lets through what a page of ours sends: that it connects, first and once; events of the table; that it goes. */
class CheckedDecoder extends msgpack.Decoder {
  /** Takes short packets past Socket.IO; false for one that it leaves to it. */
  takeShort: ((packet: Packet) => boolean) | null = null
  private introduced = false

  override add(packet: unknown): void {
    if (!(packet instanceof Uint8Array)) throw new RangeError('A packet is bytes')
    if (isShort(packet)) {
      const short = decodeShort(packet, 'page')
      this.admit(short)
      if (!this.takeShort?.(short)) this.emit('decoded', short)
      return
    }
    checkPacket(packet)
    super.add(packet)
  }

  override checkPacket(packet: Packet): void {
    super.checkPacket(packet)
    this.admit(packet)
  }

  private admit({ type, nsp, data }: Packet): void {
    if (nsp !== '/') throw new RangeError('There is one namespace only')
    if ((type === CONNECT) === this.introduced) throw new RangeError('A connection begins with who it is, once')
    if (type === CONNECT) this.introduced = true
    else if (type === EVENT) {
      const name: unknown = Array.isArray(data) ? data[0] : null
      if (typeof name !== 'string' || !Object.hasOwn(clientMessages, name)) throw new RangeError('No such message')
    } else if (type !== DISCONNECT) throw new RangeError('Nothing was asked that this could answer')
  }
}

const long = new msgpack.Encoder()

class Encoder {
  encode(packet: Packet): unknown[] {
    const short = encodeShort(packet)
    return short ? [short] : Object.values(long.encode(packet))
  }
}

/** Has short packets of a connection go to `take` right behind the decoder, without Socket.IO's dispatch, which is nearly half of what an
 *  input costs. client: Socket.IO's own for the connection; its decoder has no public name, and where it is missing they take the usual
 *  way. */
export function takeShortPackets(client: object, take: (packet: Packet) => boolean): void {
  const decoder: unknown = Reflect.get(client, 'decoder')
  if (decoder instanceof CheckedDecoder) decoder.takeShort = take
}

/** The answer to a question, as a packet's bytes. */
export function encodeAnswer(id: number, answer: unknown): Uint8Array {
  const [bytes] = new Encoder().encode({ type: ACK, nsp: '/', id, data: [answer] })
  if (!(bytes instanceof Uint8Array)) throw new TypeError('An answer is one packet of bytes')
  return bytes
}

/** The server's side of the wire: short packets for what is frequent, MessagePack for the rest, with what comes in checked first; one frame
 *  an event. */
export const packetParser = { Encoder, Decoder: CheckedDecoder }
