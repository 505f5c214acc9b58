import { ByteReader, ByteWriter } from './byte-stream.ts'
import { checksumOf } from './row-hash.ts'
import type { Options } from './task.ts'

/** # The match log, format 1
 *
 * A match is a header and a stream of inputs; everything else follows by stepping the task.
 *
 * File: magic "SPRL" · format byte · header (text, JSON) · body length (varint) · body · footer (text, JSON) · checksum (uint32 of all before).
 *
 * Body: events in the order of their ticks. Each event: varint(ticks since the event before × 16 + kind), then its fields.
 *
 * | kind | event  | fields                                   | meaning at tick k |
 * |------|--------|------------------------------------------|-------------------|
 * | 0–7  | action | code (bytes of the codec); the kind is the seat | holds from step k on |
 * | 8    | chance | count byte, words (uint32)               | drawn in step k (k = 0: in the reset), after those of the event before |
 * | 9    | seat   | seat byte, 1 taken, 0 away or 2 left     | away may come back; left is for good, and the match goes on without it |
 * | 10   | policy | seat byte, revision varint, 32 hash bytes| these weights decide from the state after tick k on |
 * | 11   | late   | seat byte, ticks varint                  | a decision came so many ticks after it was due |
 * | 12   | pause  | –                                        | after step k |
 * | 13   | resume | wall time of the pause in ms, varint     | |
 * | 14   | beat   | hash of the state (uint32), varint       | after step k; wall ms since the beat before, less 1,000, zigzag |
 * | 15   | end    | reason byte                              | after step k, the last event |
 *
 * A live match sends slices of the same body. A change of any line above makes a new format.
 */
export const LOG_FORMAT = 1

/** Why a match ended, in the order of their bytes: the task came to its end, its longest time was over, somebody left, or it counts for nobody. */
export const END_REASONS = ['finished', 'time', 'left', 'void'] as const
export type EndReason = (typeof END_REASONS)[number]

export type SeatState = 'away' | 'taken' | 'left'
const SEAT_STATES: readonly SeatState[] = ['away', 'taken', 'left']

export type SeatHolder =
  | { kind: 'human'; id: string; name: string }
  | {
      kind: 'agent'
      id: string
      name: string
      brain: 'policy' | 'built-in'
      /** Strength of a built-in. */
      strength?: string
      /** Hash of the weights at the start, and their number. */
      policy?: string
      revision?: number
      observation?: string
      decisionPeriod: number
      actionLatency: number
      /** Ticks added to the action latency so that people have a chance. */
      reactionTicks: number
    }

export interface LogHeader {
  match: string
  task: string
  version: number
  options: Options
  seats: SeatHolder[]
  /** Milliseconds since 1970. */
  startedAt: number
}

export interface LogFooter {
  ticks: number
  finalHash: string
  scores: number[]
  places: number[]
}

export type LogEvent =
  | { tick: number; kind: 'action'; seat: number; code: number }
  | { tick: number; kind: 'chance'; words: number[] }
  | { tick: number; kind: 'seat'; seat: number; state: SeatState }
  | { tick: number; kind: 'policy'; seat: number; revision: number; hash: string }
  | { tick: number; kind: 'late'; seat: number; ticks: number }
  | { tick: number; kind: 'pause' }
  | { tick: number; kind: 'resume'; millis: number }
  | { tick: number; kind: 'beat'; hash: number; millis: number }
  | { tick: number; kind: 'end'; reason: EndReason }

export const MAX_SEATS = 8
/** The kinds after those of actions. */
const KINDS = ['chance', 'seat', 'policy', 'late', 'pause', 'resume', 'beat', 'end'] as const

/** Words that one event of chance can hold; more take several events of the same tick. */
const MOST_WORDS = 255

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

/** Writes the body of a log, event after event. */
export class LogWriter {
  private readonly out = new ByteWriter()
  /** Tick of the last event: the base of the next one's distance. */
  lastTick = 0

  /** actionBytes: bytes of the task's action codec. */
  constructor(private readonly actionBytes: number) {}

  get length(): number {
    return this.out.length
  }

  /** A copy of the body from this byte on. */
  slice(start = 0): Uint8Array<ArrayBuffer> {
    return this.out.slice(start)
  }

  /** Throws where the event's tick is before the last one's. */
  write(event: LogEvent): void {
    const { out } = this
    if (event.kind === 'chance' && event.words.length > MOST_WORDS) {
      for (let i = 0; i < event.words.length; i += MOST_WORDS)
        this.write({ ...event, words: event.words.slice(i, i + MOST_WORDS) })
      return
    }
    if (event.tick < this.lastTick)
      throw new Error(`An event of tick ${event.tick} comes after one of tick ${this.lastTick}`)
    const kind = event.kind === 'action' ? event.seat : MAX_SEATS + KINDS.indexOf(event.kind)
    out.varint((event.tick - this.lastTick) * 16 + kind)
    this.lastTick = event.tick
    switch (event.kind) {
      case 'action':
        for (let i = 0; i < this.actionBytes; i++) out.byte((event.code >>> (8 * i)) & 255)
        break
      case 'chance':
        out.byte(event.words.length)
        for (const word of event.words) out.uint32(word)
        break
      case 'seat':
        out.byte(event.seat)
        out.byte(SEAT_STATES.indexOf(event.state))
        break
      case 'policy':
        out.byte(event.seat)
        out.varint(event.revision)
        for (let i = 0; i < 32; i++) out.byte(Number.parseInt(event.hash.slice(2 * i, 2 * i + 2), 16))
        break
      case 'late':
        out.byte(event.seat)
        out.varint(event.ticks)
        break
      case 'resume':
        out.varint(event.millis)
        break
      case 'beat':
        out.uint32(event.hash)
        out.varint(zigzag(event.millis - 1000))
        break
      case 'end':
        out.byte(END_REASONS.indexOf(event.reason))
        break
      case 'pause':
    }
  }
}

/** The events of a slice of a body. base: tick of the last event before the slice (0 for a whole body).
 *  Throws a RangeError on bytes that are no events. */
export function readEvents(bytes: Uint8Array, actionBytes: number, base = 0): LogEvent[] {
  const reader = new ByteReader(bytes)
  const events: LogEvent[] = []
  let tick = base
  while (!reader.done) {
    const head = reader.varint()
    tick += Math.floor(head / 16)
    const kind = KINDS[(head % 16) - MAX_SEATS]
    events.push(kind ? readEvent(reader, kind, tick) : readAction(reader, head % 16, tick, actionBytes))
  }
  return events
}

function readAction(reader: ByteReader, seat: number, tick: number, actionBytes: number): LogEvent {
  let code = 0
  for (let i = 0; i < actionBytes; i++) code |= reader.byte() << (8 * i)
  return { tick, kind: 'action', seat, code: code >>> 0 }
}

function readEvent(reader: ByteReader, kind: (typeof KINDS)[number], tick: number): LogEvent {
  switch (kind) {
    case 'chance': {
      const words = Array.from({ length: reader.byte() }, () => reader.uint32())
      return { tick, kind, words }
    }
    case 'seat': {
      const seat = reader.byte()
      const state = SEAT_STATES[reader.byte()]
      if (!state) throw new RangeError('A seat of the log is in no known state')
      return { tick, kind, seat, state }
    }
    case 'policy': {
      const seat = reader.byte()
      const revision = reader.varint()
      const hash = Array.from(reader.bytes(32), (byte) => byte.toString(16).padStart(2, '0')).join('')
      return { tick, kind, seat, revision, hash }
    }
    case 'late':
      return { tick, kind, seat: reader.byte(), ticks: reader.varint() }
    case 'pause':
      return { tick, kind }
    case 'resume':
      return { tick, kind, millis: reader.varint() }
    case 'beat':
      return { tick, kind, hash: reader.uint32(), millis: 1000 + unzigzag(reader.varint()) }
    case 'end': {
      const reason = END_REASONS[reader.byte()]
      if (!reason) throw new RangeError('The log ends for no known reason')
      return { tick, kind, reason }
    }
  }
}

export interface MatchLog {
  header: LogHeader
  body: Uint8Array
  footer: LogFooter
}

const MAGIC = [0x53, 0x50, 0x52, 0x4c, LOG_FORMAT]

/** The whole log as one file. */
export function encodeLog(log: MatchLog): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter()
  for (const byte of MAGIC) out.byte(byte)
  out.text(JSON.stringify(log.header))
  out.varint(log.body.length)
  out.bytes(log.body)
  out.text(JSON.stringify(log.footer))
  out.uint32(checksumOf(out.slice()))
  return out.slice()
}

/** Reads a log file. Throws a RangeError where it is cut, changed, or of another format. */
export function decodeLog(file: Uint8Array): MatchLog {
  const reader = new ByteReader(file)
  for (const byte of MAGIC)
    if (reader.byte() !== byte) throw new RangeError(`This is no match log of format ${LOG_FORMAT}`)
  const header = parse(reader.text()) as LogHeader
  const body = reader.bytes(reader.varint()).slice()
  const footer = parse(reader.text()) as LogFooter
  const end = reader.offset
  if (reader.uint32() !== checksumOf(file.slice(0, end)) || !reader.done)
    throw new RangeError('The log is damaged: its checksum does not agree')
  return { header, body, footer }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RangeError('The log is damaged: a part of it is no JSON')
  }
}
