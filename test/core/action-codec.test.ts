import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionCodec, isActionCode } from '../../game/core/action-codec.ts'
import { discrete, type ActionSpace } from '../../game/core/spaces.ts'

const decode = (space: Parameters<typeof actionCodec>[0], code: number): number[] => {
  const codec = actionCodec(space)
  const out = new Float64Array(codec.numbers)
  codec.decode(code, out, 0)
  return [...out]
}

test('a discrete action is its index, in one byte', () => {
  const space = discrete(['stay', 'up', 'down'])
  expect(actionCodec(space)).toMatchObject({ bytes: 1, numbers: 1, codes: 3 })
  expect(decode(space, 2)).toEqual([2])
})

test('a multi-binary action is a bit mask', () => {
  expect(decode({ kind: 'multi-binary', labels: ['forward', 'backward', 'jump'] }, 0b101)).toEqual([1, 0, 1])
})

test('a continuous action is one signed byte a dimension, from −1 to 1', () => {
  const space = { kind: 'continuous' as const, labels: ['torque', 'brake'] }
  expect(decode(space, 0x7f | (0x81 << 8))).toEqual([1, -1])
  expect(decode(space, 0x80)).toEqual([-1, 0])
})

test('only whole numbers within the space are codes', () => {
  const codec = actionCodec(discrete(['stay', 'up', 'down']))
  expect([0, 1, 2, 3, -1, 0.5, Number.NaN, '1', null].map((code) => isActionCode(codec, code))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

const labels = (size: number): string[] => Array.from({ length: size }, (_, i) => `${i}`)
const anySpace: fc.Arbitrary<ActionSpace> = fc.oneof(
  fc.constantFrom(1, 3, 256, 257, 70_000).map((size) => discrete(labels(size))),
  fc.integer({ min: 1, max: 32 }).map((size) => ({ kind: 'multi-binary' as const, labels: labels(size) })),
  fc.integer({ min: 1, max: 4 }).map((size) => ({ kind: 'continuous' as const, labels: labels(size) })),
)

test('an action that is written and read again is the same action, up to the last of 32 bits', () => {
  const spaceAndCode = anySpace.chain((space) =>
    fc.tuple(fc.constant(space), fc.integer({ min: 0, max: actionCodec(space).codes - 1 })),
  )
  const full: ActionSpace = { kind: 'multi-binary', labels: labels(32) }
  const check = (space: ActionSpace, code: number): void => {
    const codec = actionCodec(space)
    const numbers = decode(space, code)
    const again = codec.encode(numbers, 0)
    expect(isActionCode(codec, again)).toBe(true)
    expect(decode(space, again)).toEqual(numbers)
    // Byte −128 of a dimension is another way to say −1.
    const bytes = Array.from({ length: codec.bytes }, (_, i) => (code >>> (8 * i)) & 255)
    const said = space.kind === 'continuous' ? bytes.map((byte) => (byte === 128 ? 129 : byte)) : bytes
    expect(again).toBe(said.reduce((sum, byte, i) => sum + byte * 256 ** i, 0))
  }
  fc.assert(
    fc.property(spaceAndCode, ([space, code]) => check(space, code)),
    { examples: [[[full, 0xffffffff]], [[{ kind: 'continuous', labels: labels(4) }, 0xff7f8180]]] },
  )
})

test('a continuous action is cut off at its ends and rounded to the nearest code, and nonsense is 0', () => {
  const space: ActionSpace = { kind: 'continuous', labels: ['x', 'y', 'z', 'w'] }
  const codec = actionCodec(space)
  expect(decode(space, codec.encode([7, -7, 0.5, Number.NaN], 0))).toEqual([1, -1, 64 / 127, 0])
  expect(decode(space, codec.encode([0, Infinity, -Infinity, -0.002, 0.002], 1))).toEqual([1, -1, 0, 0])
})
