import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** The name of a network's weights: SHA-256 of their little-endian float32 bytes, in hex (64 characters). Not crypto.subtle, which
 *  does not exist on a page served over plain http. */
export function hashWeights(weights: Float32Array): string {
  return bytesToHex(sha256(weightsToBytes(weights)))
}

/** Weights as they are stored and sent: little-endian float32. A copy. */
export function weightsToBytes(weights: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(weights.length * 4)
  if (LITTLE_ENDIAN) bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength))
  else {
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < weights.length; i++) view.setFloat32(i * 4, weights[i]!, true)
  }
  return bytes
}

/** The weights in stored bytes. A copy; throws RangeError when the bytes are not whole float32 numbers. */
export function weightsFromBytes(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  if (bytes.length % 4 !== 0)
    throw new RangeError(`Weights have four bytes a number; ${bytes.length} bytes are not whole numbers.`)
  const weights = new Float32Array(bytes.length / 4)
  if (LITTLE_ENDIAN) new Uint8Array(weights.buffer).set(bytes)
  else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let i = 0; i < weights.length; i++) weights[i] = view.getFloat32(i * 4, true)
  }
  return weights
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
