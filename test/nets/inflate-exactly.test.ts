import { constants, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { deflateSync, Inflate } from 'fflate'
import { afterEach, expect, test, vi } from 'vitest'
import { applyDelta, encodeDelta, maxDeltaBytes } from '../../game/nets/delta.ts'
import { inflateExactly, MOST_BEYOND } from '../../game/nets/inflate-exactly.ts'
import { densePolicy, weightCount, type PolicySpec } from '../../game/nets/spec.ts'

afterEach(() => vi.restoreAllMocks())

/** Raw deflate of so many million zeros: one million, again and again. */
function zeros(millions: number): Buffer {
  const million = deflateRawSync(Buffer.alloc(1_000_000), { finishFlush: constants.Z_FULL_FLUSH })
  return Buffer.concat([...Array.from({ length: millions }, () => million), deflateRawSync(Buffer.alloc(0))])
}

/** Counts what is taken and given by every decompression from now on, bytes. */
function countWork(): { taken: number; given: number } {
  const work = { taken: 0, given: 0 }
  const push = Inflate.prototype.push
  vi.spyOn(Inflate.prototype, 'push').mockImplementation(function (this: Inflate, piece, final) {
    const hear = this.ondata
    this.ondata = (out, last) => {
      work.given += out.length
      hear(out, last)
    }
    work.taken += piece.length
    push.call(this, piece, final)
    this.ondata = hear
  })
  return work
}

test('what stands for 390 MB is refused when it has given more than its size, long before its end', () => {
  const bomb = zeros(390)
  expect(bomb.length).toBeGreaterThan(375_000)
  for (const size of [0, 1, 4_931, 100_000]) {
    const work = countWork()
    expect(inflateExactly(bomb, size)).toBeNull()
    expect(work.given).toBeGreaterThan(size)
    expect(work.given).toBeLessThanOrEqual(size + MOST_BEYOND)
    expect(work.taken).toBeLessThan(5_000)
    vi.restoreAllMocks()
  }
})

test('a delta stops at the size of its network', () => {
  const spec: PolicySpec = densePolicy({ inputs: 200, hidden: [1_000, 180], activation: 'tanh', outputs: 3 })
  const served = new Float32Array(weightCount(spec))
  const { bytes } = encodeDelta(spec, served, served)
  const bomb = Uint8Array.from([...bytes.subarray(0, 20), ...zeros(380)])
  expect(bomb.length).toBeLessThan(maxDeltaBytes(spec))
  const work = countWork()
  expect(() => applyDelta(spec, served, bomb)).toThrow(expect.objectContaining({ code: 'malformed' }))
  expect(work.given).toBeGreaterThan(weightCount(spec))
  expect(work.given).toBeLessThanOrEqual(weightCount(spec) + 1_000 + MOST_BEYOND)
})

test('what was deflated comes back at its size, stored or packed, and at no other size', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 3_000 }),
    fc
      .uint8Array({ maxLength: 300, max: 2 })
      .map((few) => Uint8Array.from({ length: few.length * 40 }, (_, i) => few[i % few.length]!)),
    // Stored blocks of 65,535 bytes span many looks.
    fc
      .nat(1_000)
      .map((seed) => Uint8Array.from({ length: 140_000 }, (_, i) => Math.imul(i + seed, 2_654_435_761) >>> 13)),
  )
  fc.assert(
    fc.property(bytes, fc.constantFrom(0 as const, 1 as const, 6 as const, 9 as const), (plain, level) => {
      const packed = deflateSync(plain, { level })
      expect(Buffer.from(inflateExactly(packed, plain.length) ?? []).equals(plain)).toBe(true)
      expect(inflateExactly(packed, plain.length + 1)).toBeNull()
      expect(inflateExactly(packed, Math.max(0, plain.length - 1)) === null).toBe(plain.length > 0)
    }),
    { numRuns: 40 },
  )
})

test('what is cut off throws, or is not of its size', () => {
  const plain = Uint8Array.from({ length: 2_000 }, (_, i) => (i * i) % 97)
  const packed = deflateSync(plain)
  for (let length = 0; length < packed.length; length++) {
    let out: Uint8Array | null = null
    try {
      out = inflateExactly(packed.subarray(0, length), plain.length)
    } catch {}
    expect(out).toBeNull()
  }
})
