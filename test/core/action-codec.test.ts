import { expect, test } from 'vitest'
import { actionCodec, isActionCode } from '../../game/core/action-codec.ts'
import { discrete } from '../../game/core/spaces.ts'

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
