import { ByteReader, ByteWriter } from '../core/byte-stream.ts'
import { readEvents, type LogEvent } from '../core/match-log.ts'

/** # One batch of a live match (`match:ticks`)
 *
 * serial (uint16, little-endian: number of the batch, modulo 65,536) · ticks stepped since the batch before (varint) · a slice of the
 * log's body. Everything else follows from the batches before, or from the reply to joining: whoever missed one joins again. The slice
 * is as the log is stored. */
export interface TicksFrame {
  /** Batches of a match are numbered from 0; a gap means: join again. */
  serial: number
  /** Ticks stepped since the batch before. */
  ticks: number
  events: Uint8Array
}

const SERIALS = 0x1_0000

export function encodeTicks({ serial, ticks, events }: TicksFrame): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter(events.length + 12)
  out.byte(serial & 255)
  out.byte((serial >> 8) & 255)
  out.varint(ticks)
  out.bytes(events)
  return out.slice()
}

/** Throws a RangeError where the bytes are too few. */
export function decodeTicks(bytes: Uint8Array): TicksFrame {
  const reader = new ByteReader(bytes)
  const serial = reader.byte() + 256 * reader.byte()
  const ticks = reader.varint()
  return { serial, ticks, events: bytes.subarray(reader.offset) }
}

/** What a batch brings: the events after tick `from`, up to tick `to`. */
export interface Batch {
  from: number
  to: number
  events: LogEvent[]
  /** The events as they came. */
  bytes: Uint8Array
}

/** Reads the batches of one match in their order, from where the reply to joining ended. */
export class TicksReader {
  private serial: number
  /** Last tick stepped; −1: not begun. */
  private tick: number
  /** Tick of the last event. */
  private base: number

  /** actionBytes: bytes of the task's action codec; serial: of the next batch; body: all events so far. */
  constructor(
    private readonly actionBytes: number,
    at: { serial: number; tick: number; body: readonly LogEvent[] },
  ) {
    this.serial = at.serial % SERIALS
    this.tick = at.tick
    this.base = at.body.at(-1)?.tick ?? 0
  }

  /** The next batch; 'known' for one that the reply to joining held already, 'missing' where others should have come before it.
   *  Throws a RangeError on bytes that are no batch. */
  read(bytes: Uint8Array): Batch | 'known' | 'missing' {
    const { serial, ticks, events: slice } = decodeTicks(bytes)
    const ahead = (serial - this.serial + SERIALS) % SERIALS
    if (ahead > 0) return ahead < SERIALS / 2 ? 'missing' : 'known'
    const events = readEvents(slice, this.actionBytes, this.base)
    const from = this.tick
    this.tick += ticks
    this.base = events.at(-1)?.tick ?? this.base
    this.serial = (this.serial + 1) % SERIALS
    return { from, to: this.tick, events, bytes: slice }
  }
}
