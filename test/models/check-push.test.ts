import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeDelta } from '../../game/nets/delta.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import { weightCount } from '../../game/nets/spec.ts'
import { checkDelta, checkStanding, type Push, type PushedAgent } from '../../server/models/check-push.ts'
import { testSpec, testWeights } from '../support/house-agents.ts'

const served = testWeights(1)
const agent: PushedAgent = {
  kind: 'partner',
  ownerId: 'ann',
  deleted: false,
  frozen: false,
  headHash: hashWeights(served),
}

function pushOf(own: Float32Array, from = served): Push {
  const { bytes, base, hash } = encodeDelta(testSpec, from, own)
  return { userId: 'ann', base, hash, delta: bytes }
}

const scaled = (by: number): Float32Array => served.map((w) => w * (1 + by))

describe('a push', () => {
  test('of its owner from the newest weights is applied to the bit', () => {
    const push = pushOf(scaled(0.1))
    expect(checkStanding(agent, push)).toBeNull()
    const verdict = checkDelta(testSpec, served, push)
    expect(verdict.ok && hashWeights(verdict.weights)).toBe(push.hash)
  })

  test.each([
    ['not-yours', { ...agent, ownerId: 'bob' }],
    ['not-yours', { ...agent, ownerId: null, kind: 'house' as const }],
    ['not-yours', { ...agent, deleted: true }],
    ['not-yours', null],
    ['frozen', { ...agent, frozen: true }],
    ['wrong-base', { ...agent, headHash: hashWeights(scaled(0.2)) }],
  ])('is refused as %s by an agent that is %o', (reason, other) => {
    expect(checkStanding(other, pushOf(scaled(0.1)))).toMatchObject({ ok: false, reason })
  })

  test.each([
    [0.49, null],
    [0.51, 'too-large'],
    [-0.51, 'too-large'],
    [40, 'too-large'],
  ])('that scales all weights by 1 %f is judged by the norm of the change: %s', (by, reason) => {
    const verdict = checkDelta(testSpec, served, pushOf(scaled(by)))
    expect(verdict.ok ? null : verdict.reason).toBe(reason)
  })

  test('whose result has another hash than it names is refused', () => {
    const push = { ...pushOf(scaled(0.1)), hash: hashWeights(scaled(0.1)) }
    expect(checkDelta(testSpec, served, push)).toMatchObject({ ok: false, reason: 'malformed' })
  })

  test('that would overflow a weight is refused as not finite', () => {
    const huge = served.map(() => 3e38)
    const own = huge.map((w) => w * 1.1)
    const { bytes, hash } = encodeDelta(testSpec, new Float32Array(huge.length).fill(1), own)
    // The same change named as one of weights that it makes overflow.
    const base = hashWeights(huge)
    bytes.set(Buffer.from(base.slice(0, 16), 'hex'), 4)
    expect(checkDelta(testSpec, huge, { userId: 'ann', base, hash, delta: bytes })).toMatchObject({
      ok: false,
      reason: 'not-finite',
    })
  })

  test('for another network is refused as of another shape', () => {
    const other = { ...testSpec, actor: { ...testSpec.actor, outputs: 4 } }
    const weights = new Float32Array(weightCount(other)).fill(1)
    expect(checkDelta(other, weights, pushOf(scaled(0.1)))).toMatchObject({ ok: false, reason: 'shape' })
  })

  test('of arbitrary bytes is refused and changes nothing', () => {
    const before = served.slice()
    const { base, hash } = pushOf(scaled(0.1))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (delta) => {
        expect(checkDelta(testSpec, served, { userId: 'ann', base, hash, delta })).toMatchObject({ ok: false })
        expect(served).toEqual(before)
      }),
    )
  })
})
