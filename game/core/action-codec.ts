import type { ActionSpace } from './spaces.ts'

/** How an action travels and is logged: a code of 1 to 4 bytes, the same in matches and in training. */
export interface ActionCodec {
  /** Bytes of a code. */
  bytes: number
  /** Numbers that `step` gets for one seat. */
  numbers: number
  /** Codes run from 0 to `codes − 1`; 0 is the action of a seat that has not acted yet. */
  codes: number
  /** Writes the numbers of a code to `out` from `offset` on. The code must be valid: see `isActionCode`. */
  decode(code: number, out: Float32Array | Float64Array, offset: number): void
  /** The code of the action nearest to these numbers, from `offset` on: a continuous dimension is cut off at −1 and 1 and rounded, and what is
   *  no number is 0. Gives back the code that the numbers were decoded from. */
  encode(numbers: ArrayLike<number>, offset: number): number
}

/** `decode` of a space of so many labels. It is one function for all kinds, not one for each, so that V8 builds it into a caller that meets several. */
const decoder =
  (kind: ActionSpace['kind'], size: number): ActionCodec['decode'] =>
  (code, out, offset) => {
    if (kind === 'discrete') out[offset] = code
    else if (kind === 'multi-binary') for (let i = 0; i < size; i++) out[offset + i] = (code >>> i) & 1
    else for (let i = 0; i < size; i++) out[offset + i] = Math.max(-1, signedByte(code, i) / 127) + 0
  }

/** Byte i of a code, the lowest first, as a number from −128 to 127. */
const signedByte = (code: number, i: number): number => ((code >>> (8 * i)) << 24) >> 24

/** Discrete: the index, in as many bytes as the largest needs. Multi-binary: a bit mask. Continuous: one signed byte a dimension, value = byte / 127;
 *  byte −128 reads as −1 too, and is never written. Throws where the space needs more than four bytes. */
export function actionCodec(space: ActionSpace): ActionCodec {
  const size = space.labels.length
  const decode = decoder(space.kind, size)
  if (space.kind === 'discrete') {
    let bytes = 1
    while (2 ** (8 * bytes) < size) bytes++
    if (bytes > 4) throw new Error(`${size} actions do not fit four bytes`)
    return {
      bytes,
      numbers: 1,
      codes: size,
      decode,
      encode: (numbers, offset) => numbers[offset]! >>> 0,
    }
  }
  if (space.kind === 'multi-binary') {
    if (size > 32) throw new Error(`${size} buttons do not fit four bytes`)
    return {
      bytes: Math.floor((size + 7) / 8),
      numbers: size,
      codes: 2 ** size,
      decode,
      encode(numbers, offset) {
        let code = 0
        for (let i = 0; i < size; i++) if (numbers[offset + i]! > 0.5) code |= 1 << i
        return code >>> 0
      },
    }
  }
  if (size > 4) throw new Error(`${size} continuous dimensions do not fit four bytes`)
  return {
    bytes: size,
    numbers: size,
    codes: 2 ** (8 * size),
    decode,
    encode(numbers, offset) {
      let code = 0
      for (let i = 0; i < size; i++) {
        const byte = Math.floor(127 * Math.max(-1, Math.min(1, numbers[offset + i]!)) + 0.5)
        code |= (byte & 255) << (8 * i)
      }
      return code >>> 0
    },
  }
}

/** Whether a number from outside is a code of this codec. */
export function isActionCode(codec: ActionCodec, code: unknown): code is number {
  return typeof code === 'number' && Number.isInteger(code) && code >= 0 && code < codec.codes
}
