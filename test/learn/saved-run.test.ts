import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { readSavedRun, SavedRunError, writeSavedRun, type SavedRun } from '../../game/learn/learner/saved-run.ts'
import { densePolicy } from '../../game/nets/spec.ts'

const run: SavedRun = {
  algorithm: 'ppo',
  spec: densePolicy({ inputs: 2, hidden: [3], activation: 'relu', outputs: 2 }),
  space: { kind: 'discrete', labels: ['left', 'right'] },
  settings: { rate: 1e-3, target: null, order: 'up', double: true },
  rounds: 7,
  decisions: 4096,
  arrays: {
    weights: Float32Array.from([1, -0, 1e-40, Number.NaN, Infinity]),
    sums: Float64Array.from([Math.PI, -1e300]),
    chance: Uint32Array.from([0, 4294967295]),
    places: Int32Array.from([-1, 2]),
    flags: Uint8Array.from([0, 255]),
    nothing: new Float32Array(0),
  },
}

const errorOf = (bytes: Uint8Array): SavedRunError => {
  try {
    readSavedRun(bytes)
  } catch (error) {
    if (error instanceof SavedRunError) return error
    throw error
  }
  throw new Error('It was read')
}

describe('a saved run', () => {
  test('comes back as it was, wherever its bytes lie', () => {
    const bytes = writeSavedRun(run)
    expect(readSavedRun(bytes)).toEqual(run)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    expect(readSavedRun(shifted.subarray(3))).toEqual(run)
  })

  test('is refused where it is none, of another version, cut off or damaged', () => {
    const bytes = writeSavedRun(run)
    expect(errorOf(new Uint8Array(0)).code).toBe('malformed')
    expect(errorOf(bytes.map((byte, i) => (i === 0 ? 0 : byte))).code).toBe('malformed')
    const newer = errorOf(bytes.map((byte, i) => (i === 2 ? 9 : byte)))
    expect([newer.code, newer.message]).toEqual(['version', 'This run was saved as version 9; only version 1 is read.'])
    expect(errorOf(bytes.subarray(0, bytes.length - 1)).code).toBe('damaged')
    fc.assert(
      fc.property(fc.integer({ min: 12, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        expect(errorOf(bytes.map((byte, i) => (i === at ? byte ^ flip : byte))).code).toBe('damaged')
      }),
    )
  })

  test.each([
    ['a shape that is none', { spec: { ...run.spec, actor: null } }],
    ['actions of no kind', { space: { kind: 'thoughts', labels: [] } }],
    ['a setting that is a list', { settings: { rate: [1] } }],
    ['half a round', { rounds: 0.5 }],
  ])('with %s is refused', (_, change) => {
    const bytes = writeSavedRun({ ...run, ...change } as SavedRun)
    expect(errorOf(bytes).message).toBe('What this saved run says of itself cannot be read.')
  })
})
