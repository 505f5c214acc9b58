import { ByteReader, ByteWriter } from '../core/byte-stream.ts'

/** # The packets that are frequent, without an envelope
 *
 * A type byte below 0x80, then the fields. Every other packet is MessagePack, whose first byte, that of a map, is 0x80 or more: a page of
 * an older protocol can still be told so.
 *
 * | type | packet                     | sent by | fields                                      |
 * |------|----------------------------|---------|---------------------------------------------|
 * | 1    | `match:ticks`              | server  | the batch: see ticks-frame.ts               |
 * | 2    | `match:input`              | page    | tick, action: varints                       |
 * | 3    | `time:ping`                | page    | number of the question: varint              |
 * | 4    | the reply to `time:ping`   | server  | number of the question: varint; now: float64, big-endian |
 *
 * Varints are LEB128, as in the match log. A packet has no byte too many. */
export const TICKS = 1
const INPUT = 2
const PING = 3
const PONG = 4

/** First byte of a packet in MessagePack. */
const LONG = 0x80
/** Largest number of a question. */
const MOST_ID = 0xffffffff

/** Socket.IO's packet types, as far as short ones go. */
const EVENT = 2
const ACK = 3

/** A packet as Socket.IO's parsers take and give it. */
export interface Packet {
  type: number
  nsp: string
  data?: unknown
  id?: number | undefined
}

export type Sender = 'page' | 'server'

/** Whether these bytes are a short packet. */
export const isShort = (bytes: Uint8Array): boolean => bytes.length > 0 && bytes[0]! < LONG

/** The packet as short bytes, or null for one that has no short form. */
export function encodeShort({ type, nsp, data, id }: Packet): Uint8Array<ArrayBuffer> | null {
  if (nsp !== '/' || !Array.isArray(data)) return null
  const [first, body]: unknown[] = data
  if (type === ACK) return data.length === 1 && isId(id) ? encodePong(id, first) : null
  if (type !== EVENT || data.length !== 2) return null
  if (first === 'match:ticks') return id === undefined && body instanceof Uint8Array ? encodeTicksPacket(body) : null
  if (first === 'match:input') return id === undefined ? encodeInput(body) : null
  if (first === 'time:ping') return isId(id) && hasOnly(body, []) ? written(PING, id) : null
  return null
}

/** `match:ticks` with this batch. */
export function encodeTicksPacket(batch: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + batch.length)
  bytes[0] = TICKS
  bytes.set(batch, 1)
  return bytes
}

/** Reads a short packet. Throws a RangeError where the bytes are none, or one that this side never sends. */
export function decodeShort(bytes: Uint8Array, from: Sender): Packet {
  const reader = new ByteReader(bytes)
  const packet = from === 'page' ? fromPage(reader) : fromServer(reader)
  if (!reader.done) throw new RangeError('The packet is followed by something else')
  return packet
}

function fromPage(reader: ByteReader): Packet {
  switch (reader.byte()) {
    case INPUT:
      return event('match:input', { tick: reader.varint(), action: reader.varint() })
    case PING:
      return { ...event('time:ping', {}), id: readId(reader) }
    default:
      throw new RangeError('The packet is of no known type')
  }
}

function fromServer(reader: ByteReader): Packet {
  switch (reader.byte()) {
    case TICKS:
      return event('match:ticks', reader.rest())
    case PONG: {
      const id = readId(reader)
      return { type: ACK, nsp: '/', id, data: [{ ok: true, now: reader.float64() }] }
    }
    default:
      throw new RangeError('The packet is of no known type')
  }
}

const event = (name: string, body: unknown): Packet => ({ type: EVENT, nsp: '/', data: [name, body] })

function encodeInput(body: unknown): Uint8Array<ArrayBuffer> | null {
  if (!hasOnly(body, ['tick', 'action'])) return null
  const { tick, action } = body
  return isCount(tick) && isCount(action) ? written(INPUT, tick, action) : null
}

function encodePong(id: number, reply: unknown): Uint8Array<ArrayBuffer> | null {
  if (!hasOnly(reply, ['ok', 'now']) || reply['ok'] !== true || typeof reply['now'] !== 'number') return null
  const out = new ByteWriter(16)
  out.byte(PONG)
  out.varint(id)
  out.float64(reply['now'])
  return out.slice()
}

function written(type: number, ...fields: number[]): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter(16)
  out.byte(type)
  for (const field of fields) out.varint(field)
  return out.slice()
}

function readId(reader: ByteReader): number {
  const id = reader.varint()
  if (!isId(id)) throw new RangeError('A question has an impossible number')
  return id
}

/** What a short packet can carry as a number. */
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_ID && !Object.is(value, -0)
const isId = isCount

/** Whether the value is an object with these keys and no other. */
function hasOnly<K extends string>(value: unknown, keys: readonly K[]): value is Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== keys.length) return false
  return keys.every((key) => Object.hasOwn(value, key))
}
