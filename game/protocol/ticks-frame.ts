/** One batch of a live match: a slice of its log's body, and how far time has gone. Little-endian:
 *  base (uint32: tick of the last event before the slice) · to (uint32: last tick stepped) · serial (uint32: number of the batch) · the slice. */
export interface TicksFrame {
  base: number
  to: number
  /** Batches of a match are numbered from 0; a gap means: join again. */
  serial: number
  events: Uint8Array
}

const HEAD = 12

export function encodeTicks(frame: TicksFrame): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD + frame.events.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, frame.base, true)
  view.setUint32(4, frame.to, true)
  view.setUint32(8, frame.serial, true)
  bytes.set(frame.events, HEAD)
  return bytes
}

/** Throws a RangeError where the bytes are too few. */
export function decodeTicks(bytes: Uint8Array): TicksFrame {
  if (bytes.length < HEAD) throw new RangeError('A batch of ticks is too short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    base: view.getUint32(0, true),
    to: view.getUint32(4, true),
    serial: view.getUint32(8, true),
    events: bytes.subarray(HEAD),
  }
}
