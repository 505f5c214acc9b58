import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashWeights, weightsFromBytes, weightsToBytes } from '../../game/nets/hash.ts'

test('weights are hashed as the SHA-256 of their little-endian float32 bytes', () => {
  // 1.0 and −2.0, written by hand.
  const bytes = Uint8Array.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0)
  expect(weightsToBytes(Float32Array.of(1, -2))).toEqual(bytes)
  expect(hashWeights(Float32Array.of(1, -2))).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test('bytes and weights turn into each other bit by bit, from any place in a buffer', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 4, maxLength: 4 })), fc.nat(3), (words, shift) => {
      const bytes = Uint8Array.from(words.flatMap((word) => [...word]))
      const shifted = new Uint8Array(bytes.length + shift).subarray(shift)
      shifted.set(bytes)
      expect(weightsToBytes(weightsFromBytes(shifted))).toEqual(bytes)
    }),
  )
})

test('bytes that are not whole numbers are refused', () => {
  expect(() => weightsFromBytes(new Uint8Array(6))).toThrow(RangeError)
})
