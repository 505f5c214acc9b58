import { Inflate } from 'fflate'

/** Bytes of input between two looks at how much came out of them: raw deflate makes at most 1,032 bytes of one (RFC 1951: a copy of 258
 *  bytes can take two bits). */
const LOOK_BYTES = 1_024

/** The most that is ever decompressed beyond `size`, bytes: of one look, after a stored block, which comes out in one piece. */
export const MOST_BEYOND = LOOK_BYTES * 1_032 + 65_535

/** What raw deflate decompresses to, where that is `size` bytes; null where it is not. Stops at the first look that finds more: a few
 *  bytes that stand for gigabytes cost no more than the look. Throws where the bytes are no raw deflate. */
export function inflateExactly(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> | null {
  const out = new Uint8Array(size)
  let length = 0
  const inflate = new Inflate((piece) => {
    if (length + piece.length <= size) out.set(piece, length)
    length += piece.length
  })
  for (let at = 0; at < packed.length && length <= size; at += LOOK_BYTES) {
    inflate.push(packed.subarray(at, at + LOOK_BYTES), at + LOOK_BYTES >= packed.length)
  }
  return length === size ? out : null
}
