import { expect, test } from 'vitest'
import { optimiserFor, type OptimiserChoice } from '../../game/learn/maths/optimiser.ts'
import { RmsProp } from '../../game/learn/maths/rmsprop.ts'

test('RMSProp divides by the root of the mean square, which forgets', () => {
  const weights = Float32Array.of(1, 1)
  const rmsProp = new RmsProp(2, 0.75, 0)
  // v = 0.25 · 4² = 4, so the step is 0.5 · 4 ÷ 2; then v = 0.75 · 4 + 0.25 · 2² = 4, and 0.5 · 2 ÷ 2.
  rmsProp.step(weights, Float32Array.of(4, 0), 0.5)
  expect(weights[0]).toBeCloseTo(0, 6)
  rmsProp.step(weights, Float32Array.of(2, 0), 0.5)
  expect(weights[0]).toBeCloseTo(-0.5, 6)
  const small = Float32Array.of(0)
  const damped = new RmsProp(1, 0.75, 3)
  // v = 0.25 · 2² = 1, and with ε the root of 4: 0.5 · 2 ÷ 2.
  damped.step(small, Float32Array.of(2), 0.5)
  expect(small[0]).toBeCloseTo(-0.5, 6)
})

test.each<OptimiserChoice>([{ kind: 'adam' }, { kind: 'rmsProp', decay: 0.9, epsilon: 1e-6 }])(
  'one that loads what another saved goes on as that one does, and one that is reset as a new one: %j',
  (choice) => {
    const step = (optimiser: ReturnType<typeof optimiserFor>): Float32Array => {
      const weights = Float32Array.of(1, 2)
      optimiser.step(weights, Float32Array.of(0.5, -0.25), 0.1)
      return weights
    }
    const [one, other, fresh] = [optimiserFor(choice, 2), optimiserFor(choice, 2), optimiserFor(choice, 2)]
    one.step(Float32Array.of(0, 0), Float32Array.of(3, 4), 0.1)
    other.load('x', structuredClone(one.save('x')))
    const expected = step(one)
    expect(step(other)).toEqual(expected)
    one.reset()
    const anew = step(fresh)
    expect(anew).not.toEqual(expected)
    expect(step(one)).toEqual(anew)
  },
)
