import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { applyDelta, DeltaError, encodeDelta, maxDeltaBytes } from '../../game/nets/delta.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import { densePolicy, parametersOf, weightCount, type PolicySpec } from '../../game/nets/spec.ts'

const small: PolicySpec = densePolicy({ inputs: 2, hidden: [3], activation: 'tanh', outputs: 2 })
const pong: PolicySpec = densePolicy({ inputs: 8, hidden: [64, 64], activation: 'tanh', outputs: 3 })

const weightsOf = (
  spec: PolicySpec,
  values = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e4, max: 1e4 }),
) =>
  fc
    .array(values, { minLength: weightCount(spec), maxLength: weightCount(spec) })
    .map((list) => Float32Array.from(list))

/** Numbers that look random, the same at every run. */
function noise(count: number, seed: number, shape: (u: number) => number): Float32Array {
  let state = seed >>> 0
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return shape(state / 2 ** 32)
  })
}

describe('a weight delta', () => {
  test('gives the receiver exactly the bits that the sender expects', () => {
    fc.assert(
      fc.property(weightsOf(small), weightsOf(small), (served, own) => {
        const { bytes, next, base, hash } = encodeDelta(small, served, own)
        const received = applyDelta(small, served, bytes)
        expect(new Uint8Array(received.buffer)).toEqual(new Uint8Array(next.buffer))
        expect([base, hash]).toEqual([hashWeights(served), hashWeights(received)])
      }),
    )
  })

  test('is off by at most half a step, and what it leaves out comes with the next ones', () => {
    fc.assert(
      fc.property(
        weightsOf(small, fc.float({ noNaN: true, min: -2, max: 2 })),
        weightsOf(small, fc.float({ noNaN: true, min: -2, max: 2 })),
        (start, own) => {
          let served = start
          for (let i = 0; i < 6; i++) {
            const before = served
            served = encodeDelta(small, before, own).next
            for (const { offset, size } of parametersOf(small)) {
              const largest = Math.max(
                ...Array.from({ length: size }, (_, k) => Math.abs(own[offset + k]! - before[offset + k]!)),
              )
              for (let k = offset; k < offset + size; k++) {
                expect(Math.abs(own[k]! - served[k]!)).toBeLessThanOrEqual((largest / 31) * 0.51 + 3e-7)
              }
            }
          }
          expect(Math.max(...served.map((w, i) => Math.abs(w - own[i]!)))).toBeLessThan(1e-5)
        },
      ),
    )
  })

  test('leaves every bit alone where nothing changed, the sign of zero included', () => {
    const served = Float32Array.from({ length: weightCount(small) }, (_, i) => (i % 2 ? -0 : 1e-40 * i))
    const { bytes, next, hash, base } = encodeDelta(small, served, served.slice())
    expect(new Uint32Array(next.buffer)).toEqual(new Uint32Array(served.buffer))
    expect(hash).toBe(base)
    expect(bytes.length).toBeLessThan(60)
  })

  test.each([
    ['small changes', (u: number) => (u - 0.5) * 1e-3],
    ['changes spread evenly, which do not compress', (u: number) => u],
    ['changes with long tails', (u: number) => Math.tan((u - 0.5) * 3)],
    ['two values', (u: number) => (u < 0.5 ? -1 : 1)],
  ])('takes at most a quarter of the float32 bytes of a Pong policy: %s', (_, shape) => {
    const count = weightCount(pong)
    const served = noise(count, 1, (u) => u - 0.5)
    const change = noise(count, 2, shape)
    const { bytes } = encodeDelta(
      pong,
      served,
      served.map((w, i) => w + change[i]!),
    )
    expect(bytes.length).toBeLessThanOrEqual(count)
  })

  test('against other weights is refused', () => {
    const served = noise(weightCount(small), 3, (u) => u)
    const { bytes, next } = encodeDelta(
      small,
      served,
      served.map((w) => w * 1.1),
    )
    expect(() => applyDelta(small, next, bytes)).toThrow(expect.objectContaining({ code: 'wrong-base' }))
  })

  test('of another network is refused', () => {
    const served = noise(weightCount(small), 3, (u) => u)
    const { bytes } = encodeDelta(small, served, served)
    const other = { ...small, actor: { ...small.actor, outputs: 3 } }
    expect(() => applyDelta(other, new Float32Array(weightCount(other)), bytes)).toThrow(
      expect.objectContaining({ code: 'shape' }),
    )
    expect(() => encodeDelta(other, served, served)).toThrow(expect.objectContaining({ code: 'shape' }))
  })

  test('is not made of weights that are not finite', () => {
    const served = new Float32Array(weightCount(small))
    for (const bad of [NaN, Infinity, -Infinity]) {
      const own = served.slice().fill(bad, 4, 5)
      expect(() => encodeDelta(small, served, own)).toThrow(expect.objectContaining({ code: 'not-finite' }))
    }
  })

  test('with any byte changed either is refused or changes nothing', () => {
    const served = noise(weightCount(small), 5, (u) => u)
    const { bytes, next } = encodeDelta(
      small,
      served,
      served.map((w, i) => w + (i % 3) * 0.1),
    )
    const before = served.slice()
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice()
        changed[at]! ^= flip
        try {
          expect(applyDelta(small, served, changed)).toEqual(next)
        } catch (error) {
          if (!(error instanceof DeltaError)) throw error
        }
        expect(served).toEqual(before)
      }),
      { numRuns: 500 },
    )
  })

  test('of arbitrary bytes, with a right header or cut short, throws a DeltaError and nothing else', () => {
    const served = noise(weightCount(small), 6, (u) => u)
    const { bytes } = encodeDelta(
      small,
      served,
      served.map((w) => w + 1),
    )
    const garbage = fc.uint8Array({ maxLength: 400 })
    const inputs = fc.oneof(
      garbage,
      garbage.map((rest) => Uint8Array.of(...bytes.subarray(0, 20), ...rest)),
      fc.nat(bytes.length - 1).map((length) => bytes.slice(0, length)),
    )
    fc.assert(
      fc.property(inputs, (input) => {
        expect(() => applyDelta(small, served, input)).toThrow(DeltaError)
      }),
      { numRuns: 1000 },
    )
  })

  test('that would inflate to gigabytes is refused before it does', () => {
    const served = noise(weightCount(small), 7, (u) => u)
    const { bytes } = encodeDelta(small, served, served)
    const bomb = deflateSync(new Uint8Array(10_000))
    const short = Uint8Array.of(...bytes.subarray(0, 20), ...bomb)
    expect(short.length).toBeLessThan(maxDeltaBytes(small))
    expect(() => applyDelta(small, served, short)).toThrow(expect.objectContaining({ code: 'malformed' }))
    const long = Uint8Array.of(...bytes.subarray(0, 20), ...deflateSync(new Uint8Array(50_000_000)))
    expect(long.length).toBeGreaterThan(maxDeltaBytes(small))
    expect(() => applyDelta(small, served, long)).toThrow(expect.objectContaining({ code: 'malformed' }))
  })
})
