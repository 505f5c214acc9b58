import { expect, test } from 'vitest'
import { Adam, clipNorm } from '../../game/learn/maths/adam.ts'
import { explainedVariance, generalisedAdvantages } from '../../game/learn/maths/returns.ts'

const segment = (parts: {
  rewards: number[]
  values: number[]
  lastValues: number[]
  terminated?: number[]
  truncated?: number[]
  finalValues?: number[]
}): Parameters<typeof generalisedAdvantages>[0] => {
  const zeros = parts.rewards.map(() => 0)
  return {
    rewards: Float32Array.from(parts.rewards),
    values: Float32Array.from(parts.values),
    lastValues: Float32Array.from(parts.lastValues),
    terminated: Uint8Array.from(parts.terminated ?? zeros),
    truncated: Uint8Array.from(parts.truncated ?? zeros),
    finalValues: Float32Array.from(parts.finalValues ?? zeros),
  }
}

const advantagesOf = (parts: Parameters<typeof segment>[0], gamma: number, lambda: number): number[] => {
  const out = new Float32Array(parts.rewards.length)
  generalisedAdvantages(segment(parts), gamma, lambda, out)
  return Array.from(out)
}

test('an advantage sums the discounted errors of the values', () => {
  // γ 0.5, λ 0.5. δ = [1 + 0.5·2 − 1, 0 + 0.5·4 − 2, 2 + 0.5·8 − 4] = [1, 0, 2]; A = [1 + 0.25·(0 + 0.25·2), 0.25·2, 2].
  expect(advantagesOf({ rewards: [1, 0, 2], values: [1, 2, 4], lastValues: [8] }, 0.5, 0.5)).toEqual([1.125, 0.5, 2])
})

test('termination cuts the value of what follows, and the sum', () => {
  // δ = [1 − 1, 2 + 0.5·8 − 4]: nothing of step 1 flows into step 0.
  const parts = { rewards: [1, 2], values: [1, 4], lastValues: [8], terminated: [1, 0] }
  expect(advantagesOf(parts, 0.5, 1)).toEqual([0, 2])
})

test('truncation takes the value of the last observation, and cuts the sum', () => {
  // δ = [1 + 0.5·6 − 1, 2 + 0.5·8 − 4].
  const parts = { rewards: [1, 2], values: [1, 4], lastValues: [8], truncated: [1, 0], finalValues: [6, 0] }
  expect(advantagesOf(parts, 0.5, 1)).toEqual([3, 2])
})

test('slots do not mix', () => {
  const both = advantagesOf({ rewards: [1, 5, 0, 6, 2, 7], values: [1, 0, 2, 0, 4, 0], lastValues: [8, 0] }, 0.5, 0.5)
  expect([both[0], both[2], both[4]]).toEqual([1.125, 0.5, 2])
})

test('parts of different lengths are refused', () => {
  expect(() =>
    generalisedAdvantages(segment({ rewards: [1, 2], values: [1], lastValues: [0] }), 1, 1, new Float32Array(2)),
  ).toThrow(RangeError)
})

test('explained variance is 1 for perfect values, 0 for a constant, negative for worse', () => {
  const returns = Float32Array.from([1, 2, 3])
  expect(explainedVariance(returns, returns)).toBe(1)
  expect(explainedVariance(Float32Array.from([5, 5, 5]), returns)).toBeCloseTo(0, 12)
  expect(explainedVariance(Float32Array.from([3, 2, 1]), returns)).toBeLessThan(0)
  expect(explainedVariance(returns, Float32Array.from([4, 4, 4]))).toBeNaN()
})

test('the first steps of Adam are those worked by hand', () => {
  const adam = new Adam(1, 0.9, 0.999, 1e-5)
  const weights = Float32Array.from([1])
  // m̂ = 2, v̂ = 4: a step of the learning rate, less ε.
  adam.step(weights, Float32Array.from([2]), 0.1)
  expect(weights[0]).toBeCloseTo(1 - (0.1 * 2) / (2 + 1e-5), 6)
  // m = 0.9·0.2 − 0.1 = 0.08, m̂ = 0.08 / 0.19; v = 0.999·0.004 + 0.001, v̂ = v / 0.001999.
  const before = weights[0]!
  adam.step(weights, Float32Array.from([-1]), 0.1)
  expect(weights[0]).toBeCloseTo(before - (0.1 * (0.08 / 0.19)) / (Math.sqrt(0.004996 / 0.001999) + 1e-5), 6)
})

test('a long gradient is shortened, a short one is left', () => {
  const long = Float32Array.from([3, 4])
  expect(clipNorm(long, 1)).toBe(5)
  expect(Array.from(long, (value) => Number(value.toFixed(6)))).toEqual([0.6, 0.8])
  const short = Float32Array.from([0.3, 0.4])
  expect(clipNorm(short, 1)).toBeCloseTo(0.5, 6)
  expect(short).toEqual(Float32Array.from([0.3, 0.4]))
})
