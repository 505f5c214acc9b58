import * as z from 'zod/mini'
import type { ActionSpace } from '../../core/spaces.ts'
import { crc32 } from '../../nets/crc32.ts'
import { PolicySpecSchema } from '../../nets/spec-schema.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import type { Settings } from './configuration.ts'

/** # Saved run v1: all that a run needs to go on as if it had never stopped. Little-endian.
 * | bytes | meaning |
 * | 0–3   | 'S' 'R', version 1, 0 |
 * | 4–7   | length of the header, u32 |
 * | 8–11  | CRC-32 of all that follows, u32 |
 * | 12–   | the header, JSON in UTF-8 (SavedRun, and of each array name, kind and length), then the arrays, one after the other |
 * A new version changes this table; an algorithm whose arrays change their meaning takes new names for them. */
const VERSION = 1
const FIRST_BYTES = 12

/** The arrays of an algorithm's state, by name. */
export type SavedArrays = Readonly<Record<string, SavedArray>>
export type SavedArray = Float32Array | Float64Array | Uint32Array | Int32Array | Uint8Array

export interface SavedRun {
  /** Its entry's id. */
  algorithm: string
  spec: PolicySpec
  space: ActionSpace
  settings: Settings
  rounds: number
  decisions: number
  arrays: SavedArrays
}

export class SavedRunError extends Error {
  constructor(
    readonly code: 'malformed' | 'damaged' | 'version' | 'other-run',
    message: string,
  ) {
    super(message)
    this.name = 'SavedRunError'
  }
}

const KINDS = {
  float32: { make: (length: number) => new Float32Array(length), size: 4, read: 'getFloat32', write: 'setFloat32' },
  float64: { make: (length: number) => new Float64Array(length), size: 8, read: 'getFloat64', write: 'setFloat64' },
  uint32: { make: (length: number) => new Uint32Array(length), size: 4, read: 'getUint32', write: 'setUint32' },
  int32: { make: (length: number) => new Int32Array(length), size: 4, read: 'getInt32', write: 'setInt32' },
  uint8: { make: (length: number) => new Uint8Array(length), size: 1, read: 'getUint8', write: 'setUint8' },
} as const
type Kind = keyof typeof KINDS

/** What an array's numbers are. */
export function kindOf(array: SavedArray): Kind {
  if (array instanceof Float32Array) return 'float32'
  if (array instanceof Float64Array) return 'float64'
  if (array instanceof Uint32Array) return 'uint32'
  return array instanceof Int32Array ? 'int32' : 'uint8'
}

const count = z.int().check(z.minimum(0))
const label = z.string().check(z.maxLength(100))

const HeaderSchema = z.strictObject({
  algorithm: label,
  spec: PolicySpecSchema,
  space: z.strictObject({ kind: z.enum(['discrete', 'multi-binary', 'continuous']), labels: z.array(label) }),
  settings: z.record(label, z.union([z.number(), z.boolean(), z.string(), z.null()])),
  rounds: count,
  decisions: count,
  arrays: z.array(
    z.strictObject({ name: label, kind: z.enum(['float32', 'float64', 'uint32', 'int32', 'uint8']), length: count }),
  ),
})

export function writeSavedRun({ arrays, ...rest }: SavedRun): Uint8Array<ArrayBuffer> {
  const listed = Object.entries(arrays).map(([name, array]) => ({ name, kind: kindOf(array), length: array.length }))
  const header = new TextEncoder().encode(JSON.stringify({ ...rest, arrays: listed }))
  const size = listed.reduce((sum, { kind, length }) => sum + KINDS[kind].size * length, FIRST_BYTES + header.length)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  bytes.set([0x53, 0x52, VERSION, 0])
  view.setUint32(4, header.length, true)
  bytes.set(header, FIRST_BYTES)
  let at = FIRST_BYTES + header.length
  for (const array of Object.values(arrays)) {
    const { size: step, write } = KINDS[kindOf(array)]
    for (let i = 0; i < array.length; i++, at += step) view[write](at, array[i]!, true)
  }
  view.setUint32(8, crc32(bytes.subarray(FIRST_BYTES)), true)
  return bytes
}

/** Reads what `writeSavedRun` wrote, from wherever the bytes come. Throws SavedRunError. */
export function readSavedRun(bytes: Uint8Array): SavedRun {
  if (bytes.length < FIRST_BYTES || bytes[0] !== 0x53 || bytes[1] !== 0x52 || bytes[3] !== 0)
    throw new SavedRunError('malformed', 'This is no saved run.')
  if (bytes[2] !== VERSION)
    throw new SavedRunError('version', `This run was saved as version ${bytes[2]}; only version ${VERSION} is read.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (crc32(bytes.subarray(FIRST_BYTES)) !== view.getUint32(8, true))
    throw new SavedRunError('damaged', 'This saved run is damaged: its checksum does not agree.')
  const end = FIRST_BYTES + view.getUint32(4, true)
  const { arrays: listed, ...rest } = headerOf(bytes.subarray(FIRST_BYTES, end))
  let at = end
  const size = listed.reduce((sum, { kind, length }) => sum + KINDS[kind].size * length, end)
  if (size !== bytes.length) throw new SavedRunError('malformed', 'This saved run is not as long as it says.')
  const arrays = listed.map(({ name, kind, length }): [string, SavedArray] => {
    const { make, size: step, read } = KINDS[kind]
    const array = make(length)
    for (let i = 0; i < length; i++, at += step) array[i] = view[read](at, true)
    return [name, array]
  })
  return { ...rest, arrays: Object.fromEntries(arrays) }
}

function headerOf(bytes: Uint8Array): z.infer<typeof HeaderSchema> {
  try {
    return HeaderSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    throw new SavedRunError('malformed', 'What this saved run says of itself cannot be read.')
  }
}
