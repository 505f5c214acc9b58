import type { Row } from './task.ts'

const mix = (h: number, word: number): number => {
  let k = Math.imul(word, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  h ^= Math.imul(k, 0x1b873593)
  h = (h << 13) | (h >>> 19)
  return (Math.imul(h, 5) + 0xe6546b64) | 0
}

const finish = (h: number, bytes: number): number => {
  h ^= bytes
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A 32-bit hash (MurmurHash3 x86_32 over 32-bit words) of a row's little-endian words. Every machine that runs us is little-endian. */
export function hashRow(state: Row, seed = 0): number {
  const words = new Uint32Array(state.buffer, state.byteOffset, state.length * 2)
  let h = seed | 0
  for (let i = 0; i < words.length; i++) h = mix(h, words[i]!)
  return finish(h, state.byteLength)
}

/** Two such hashes with different seeds, as 16 hexadecimal digits: the final hash of a match. */
export function finalHashOf(state: Row): string {
  return [0x5eed, 0x0a11].map((seed) => hashRow(state, seed).toString(16).padStart(8, '0')).join('')
}

/** The same hash over bytes: the checksum of a log. */
export function checksumOf(bytes: Uint8Array): number {
  let h = 0
  const whole = bytes.length - (bytes.length % 4)
  for (let i = 0; i < whole; i += 4)
    h = mix(h, bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24))
  let rest = 0
  for (let i = whole; i < bytes.length; i++) rest |= bytes[i]! << (8 * (i - whole))
  return finish(mix(h, rest), bytes.length)
}
