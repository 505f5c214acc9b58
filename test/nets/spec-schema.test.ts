import { expect, test } from 'vitest'
import { MAX_WEIGHTS, PolicySpecSchema } from '../../game/nets/spec-schema.ts'
import { densePolicy, parametersOf, type PolicySpec } from '../../game/nets/spec.ts'

const spec = densePolicy({ inputs: 8, hidden: [64], activation: 'tanh', outputs: 2, deviation: 'vector' })
const convolution = { kind: 'convolution', filters: 2, kernel: 3, stride: 1, activation: 'relu' } as const
const image = { kind: 'image', height: 8, width: 8, channels: 1 } as const
const taken = (value: unknown): boolean => PolicySpecSchema.safeParse(value).success

test('parameters lie layer by layer: the actor, the free log σ, the critic', () => {
  expect(parametersOf(spec).map(({ name, shape, offset }) => [name, shape, offset])).toEqual([
    ['actor.0.kernel', [8, 64], 0],
    ['actor.0.bias', [64], 512],
    ['actor.1.kernel', [64, 2], 576],
    ['actor.1.bias', [2], 704],
    ['actor.logDeviation', [2], 706],
    ['critic.0.kernel', [8, 64], 708],
    ['critic.0.bias', [64], 1220],
    ['critic.1.kernel', [64, 1], 1284],
    ['critic.1.bias', [1], 1348],
  ])
})

test('a policy from outside is taken as it is, with a value network or without', () => {
  expect(PolicySpecSchema.parse(structuredClone(spec))).toEqual(spec)
  expect(taken({ ...spec, critic: null })).toBe(true)
  const seeing: PolicySpec = {
    actor: { input: image, layers: [convolution], outputs: 3 },
    deviation: null,
    critic: null,
  }
  expect(PolicySpecSchema.parse(seeing)).toEqual(seeing)
  const sparse = { kind: 'sparse', length: 6_400 } as const
  expect(taken({ ...spec, actor: { ...spec.actor, input: sparse }, critic: null })).toBe(true)
})

test.each<[string, (spec: PolicySpec) => unknown]>([
  ['of the kind before layers', () => ({ kind: 'mlp', inputs: 8, hidden: [64], activation: 'tanh', actions: 3 })],
  ['with a layer nobody knows', (s) => ({ ...s, actor: { ...s.actor, layers: [{ kind: 'attention' }] } })],
  ['with half a unit', (s) => ({ ...s, actor: { ...s.actor, outputs: 0.5 } })],
  ['without outputs', (s) => ({ ...s, actor: { ...s.actor, outputs: 0 } })],
  ['with more than it should hold', (s) => ({ ...s, more: true })],
  ['whose value is two numbers', (s) => ({ ...s, critic: { ...s.actor } })],
  [
    'whose networks see different things',
    (s) => ({ ...s, critic: { ...s.critic, input: { kind: 'vector', length: 9 } } }),
  ],
  ['whose convolution has no image', (s) => ({ ...s, actor: { ...s.actor, layers: [convolution] } })],
  [
    'whose kernel is larger than its image',
    (s) => ({ ...s, actor: { ...s.actor, input: { ...image, height: 2 }, layers: [convolution] }, critic: null }),
  ],
  [
    'of a layer too wide',
    (s) => ({ ...s, actor: { ...s.actor, layers: [{ kind: 'dense', units: 4_097, activation: 'relu' }] } }),
  ],
])('a policy %s is refused', (_, change) => {
  expect(taken(change(structuredClone(spec)))).toBe(false)
})

test('a policy of more weights than are kept is refused, however its layers are spread', () => {
  const wide = densePolicy({ inputs: 4_000, hidden: [4_000], activation: 'relu', outputs: 2 })
  expect(parametersOf(wide).at(-1)!.offset).toBeGreaterThan(MAX_WEIGHTS)
  expect(taken(wide)).toBe(false)
})
