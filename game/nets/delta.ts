import { deflateSync } from 'fflate'
import { crc32 } from './crc32.ts'
import { hashWeights } from './hash.ts'
import { inflateExactly } from './inflate-exactly.ts'
import { parametersOf, weightCount, type PolicySpec } from './spec.ts'

/** # Weight delta v1: the change from weights both sides hold to new ones, in at most a quarter of their bytes.
 * | bytes | meaning |
 * | 0–3   | 'S' 'D', version 1, 0 |
 * | 4–11  | the first 8 bytes of the base's hash |
 * | 12–15 | number of weights, u32 little-endian |
 * | 16–19 | CRC-32 of the payload, u32 little-endian |
 * | 20–   | the payload, raw deflate: a float32 scale for each parameter, then an int8 q for each weight |
 * A weight becomes fround(base + scale · q), and keeps its bits where q is 0: float32 × int8 is exact in a double, so every engine gets the
 * same bits. What rounding leaves out is not lost: the trainer takes the next delta from what the server holds to what itself holds
 * (error feedback; Seide et al. 2014, 1-bit SGD), so the rest is sent later. */
const VERSION = 1
const HEADER_BYTES = 20

/** Steps to each side of zero, finest first. 127 nearly always fits into a quarter of the float32 bytes; a change whose values are spread
 *  evenly does not compress, and takes fewer steps. */
const LEVELS = [127, 63, 31] as const

export class DeltaError extends Error {
  constructor(
    readonly code: 'malformed' | 'shape' | 'wrong-base' | 'not-finite',
    message: string,
  ) {
    super(message)
    this.name = 'DeltaError'
  }
}

export interface EncodedDelta {
  bytes: Uint8Array<ArrayBuffer>
  /** Exactly what the receiver will hold: the base of the next delta. */
  next: Float32Array<ArrayBuffer>
  /** hashWeights of `served` and of `next`. */
  base: string
  hash: string
}

/** The delta from `served`, the weights that the server holds, towards `own`, the trainer's [weightCount(spec)]. Throws DeltaError
 *  'shape' or 'not-finite' when either does not fit. */
export function encodeDelta(spec: PolicySpec, served: Float32Array, own: Float32Array): EncodedDelta {
  const count = weightCount(spec)
  if (served.length !== count || own.length !== count) {
    throw new DeltaError('shape', `This network has ${count} weights, not ${served.length} and ${own.length}.`)
  }
  if (!allFinite(served) || !allFinite(own)) throw new DeltaError('not-finite', 'A weight is not a finite number.')
  const base = hashWeights(served)
  let packed = new Uint8Array(0)
  let payload = new Uint8Array(0)
  for (const levels of LEVELS) {
    payload = quantise(spec, served, own, levels)
    packed = deflateSync(payload, { level: 6 })
    if (HEADER_BYTES + packed.length <= count) break
  }
  const bytes = new Uint8Array(HEADER_BYTES + packed.length)
  bytes.set([0x53, 0x44, VERSION, 0])
  bytes.set(hashPrefix(base), 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(12, count, true)
  view.setUint32(16, crc32(payload), true)
  bytes.set(packed, HEADER_BYTES)
  const next = addPayload(spec, served, payload)
  return { bytes, next, base, hash: hashWeights(next) }
}

/** What `served` becomes by a delta made against it. Throws DeltaError, and changes nothing, when the bytes are malformed, for another
 *  network or for other weights; inflates no further once more has come out than a delta of this network holds. */
export function applyDelta(
  spec: PolicySpec,
  served: Float32Array,
  bytes: Uint8Array,
  servedHash?: string,
): Float32Array<ArrayBuffer> {
  const count = weightCount(spec)
  if (served.length !== count) throw new DeltaError('shape', `This network has ${count} weights, not ${served.length}.`)
  if (bytes.length < HEADER_BYTES || bytes[0] !== 0x53 || bytes[1] !== 0x44 || bytes[3] !== 0)
    throw malformed('is not a weight delta')
  if (bytes[2] !== VERSION) throw malformed(`has version ${bytes[2]}, not ${VERSION}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(12, true) !== count)
    throw new DeltaError('shape', `The delta has ${view.getUint32(12, true)} weights, the network ${count}.`)
  if (hashPrefix(servedHash ?? hashWeights(served)).some((byte, i) => bytes[4 + i] !== byte)) {
    throw new DeltaError('wrong-base', 'The delta was made against other weights.')
  }
  const size = parametersOf(spec).length * 4 + count
  if (bytes.length > maxDeltaBytes(spec)) throw malformed('is longer than one of this network can be')
  const payload = payloadOf(bytes.subarray(HEADER_BYTES), size)
  if (crc32(payload) !== view.getUint32(16, true)) throw malformed('was damaged on its way')
  return addPayload(spec, served, payload)
}

/** The longest delta of a network that is worth reading, bytes: what deflate makes of noise. */
export function maxDeltaBytes(spec: PolicySpec): number {
  const payload = parametersOf(spec).length * 4 + weightCount(spec)
  return HEADER_BYTES + payload + 5 * Math.ceil(payload / 16_000) + 64
}

/** Scales (float32 little-endian) and steps (int8) of own − served, parameter by parameter. */
function quantise(spec: PolicySpec, served: Float32Array, own: Float32Array, levels: number): Uint8Array<ArrayBuffer> {
  const parameters = parametersOf(spec)
  const payload = new Uint8Array(parameters.length * 4 + served.length)
  const view = new DataView(payload.buffer)
  const steps = new Int8Array(payload.buffer, parameters.length * 4)
  for (const [p, { offset, size }] of parameters.entries()) {
    let largest = 0
    for (let i = offset; i < offset + size; i++) largest = Math.max(largest, Math.abs(own[i]! - served[i]!))
    const scale = Math.fround(largest / levels)
    if (!Number.isFinite(scale)) throw new DeltaError('not-finite', 'A weight changed by more than a float32 can say.')
    view.setFloat32(p * 4, scale, true)
    if (scale === 0) continue
    for (let i = offset; i < offset + size; i++) {
      steps[i] = Math.max(-levels, Math.min(levels, Math.round((own[i]! - served[i]!) / scale)))
    }
  }
  return payload
}

function addPayload(
  spec: PolicySpec,
  served: Float32Array,
  payload: Uint8Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const parameters = parametersOf(spec)
  const view = new DataView(payload.buffer, payload.byteOffset)
  const steps = new Int8Array(payload.buffer, payload.byteOffset + parameters.length * 4, served.length)
  const next = new Float32Array(served)
  for (const [p, { offset, size }] of parameters.entries()) {
    const scale = view.getFloat32(p * 4, true)
    if (!Number.isFinite(scale)) throw new DeltaError('not-finite', 'A scale of the delta is not a finite number.')
    for (let i = offset; i < offset + size; i++)
      if (steps[i] !== 0) next[i] = Math.fround(served[i]! + scale * steps[i]!)
  }
  return next
}

/** Stops where more comes out than a delta of this network holds. */
function payloadOf(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  let payload: Uint8Array<ArrayBuffer> | null
  try {
    payload = inflateExactly(packed, size)
  } catch {
    throw malformed('could not be decompressed')
  }
  if (!payload) throw malformed('does not decompress to its size')
  return payload
}

const malformed = (what: string): DeltaError => new DeltaError('malformed', `The delta ${what}.`)

const hashPrefix = (hash: string): number[] =>
  Array.from({ length: 8 }, (_, i) => parseInt(hash.slice(2 * i, 2 * i + 2), 16))

function allFinite(values: Float32Array): boolean {
  for (const value of values) if (!Number.isFinite(value)) return false
  return true
}
