import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { CmaEs, type CmaEsSetup } from '../../game/learn/maths/cma-es.ts'
import { strategyOf } from '../../game/learn/maths/cma-es-strategy.ts'
import { symmetricEigen } from '../../game/learn/maths/symmetric-eigen.ts'
import { normal, orthogonal } from '../../game/nets/initialise.ts'

const N = 10
type Loss = (x: Float64Array) => number

const sphere: Loss = (x) => x.reduce((sum, value) => sum + value * value, 0)
/** Its axes differ a thousandfold in length. */
const ellipsoid: Loss = (x) => x.reduce((sum, value, i) => sum + 10 ** ((6 * i) / (N - 1)) * value * value, 0)
const rosenbrock: Loss = (x) => {
  let sum = 0
  for (let i = 0; i + 1 < N; i++) sum += 100 * (x[i]! ** 2 - x[i + 1]!) ** 2 + (x[i]! - 1) ** 2
  return sum
}
const turn = orthogonal(N, N, new SeededChance(7))
const turned =
  (loss: Loss): Loss =>
  (x) =>
    loss(x.map((_, i) => x.reduce((sum, value, j) => sum + turn[i * N + j]! * value, 0)))

/** How many candidates it takes until the best of a generation is below 1e-9; the most when it takes more. */
function evaluations(loss: Loss, seed: number, most: number, setup: Partial<CmaEsSetup> = {}): number {
  const chance = new SeededChance(seed)
  const es = new CmaEs({ mean: new Float64Array(N).fill(0.5), stepSize: 0.5, ...setup })
  const { length } = es.strategy.weights
  const x = new Float64Array(N)
  for (let count = 0; count < most;) {
    const seeds = Array.from({ length }, () => chance.word())
    const losses = seeds.map((each) => {
      es.candidate(each, x)
      return loss(x)
    })
    es.tell(seeds, losses)
    count += length
    if (Math.min(...losses) < 1e-9) return count
  }
  return most
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

describe('of ten numbers, the median of five runs finds the least within what is usual', () => {
  test.each<[string, Loss, number, Partial<CmaEsSetup>]>([
    ['sphere', sphere, 1600, {}],
    ['ellipsoid', ellipsoid, 5000, {}],
    ['turned ellipsoid', turned(ellipsoid), 5000, {}],
    ['Rosenbrock', rosenbrock, 7000, {}],
    ['sphere, separable', sphere, 1400, { separable: true }],
    ['ellipsoid, separable', ellipsoid, 3000, { separable: true }],
  ])('%s', (_, loss, budget, setup) => {
    const counts = [1, 2, 3, 4, 5].map((seed) => evaluations(loss, seed, 2 * budget, setup))
    expect(median(counts)).toBeLessThan(budget)
  })
})

test('a diagonal alone does not learn an ellipsoid that is turned', () => {
  expect(evaluations(turned(ellipsoid), 1, 10_000, { separable: true })).toBe(10_000)
})

test('the constants for ten numbers are those of the tutorial', () => {
  const strategy = strategyOf(10, 10, false)
  const weights = Array.from(strategy.weights)
  expect(weights.slice(0, 5).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
  // w'[i] = ln 5.5 − ln i, over their sum 3.7363.
  expect(weights[0]).toBeCloseTo(0.4563, 4)
  expect(weights[4]).toBeCloseTo(0.0255, 4)
  expect(strategy.muEff).toBeCloseTo(3.1673, 4)
  expect(strategy.cSigma).toBeCloseTo(0.2844, 4)
  expect(strategy.dSigma).toBeCloseTo(1.2844, 4)
  expect(strategy.cC).toBeCloseTo(0.295, 3)
  expect(strategy.c1).toBeCloseTo(0.01528, 5)
  expect(strategy.expectedLength).toBeCloseTo(3.0847, 4)
  expect(weights.slice(5).every((weight) => weight < 0)).toBe(true)
})

test('one that loads what another saved goes on as that one does', () => {
  const run = (es: CmaEs): void => {
    for (let generation = 0; generation < 5; generation++) es.tell([1, 2, 3, 4, 5, 6], [3, 1, 4, 1, 5, 9])
  }
  const setup = { mean: [1, 2, 3], stepSize: 0.3, population: 6 }
  const [one, other] = [new CmaEs(setup), new CmaEs(setup)]
  run(one)
  other.load('x', structuredClone(one.save('x')))
  run(one)
  run(other)
  expect(other.save('x')).toEqual(one.save('x'))
  one.reset([1, 2, 3])
  expect(one.save('x')).toEqual(new CmaEs(setup).save('x'))
})

test('eigenvectors are orthonormal, and the matrix stretches each by its value', () => {
  const n = 12
  const chance = new SeededChance(3)
  const root = Float64Array.from({ length: n * n }, () => normal(chance))
  const at = (m: Float64Array, i: number, j: number): number => m[i * n + j]!
  const dot = (of: (k: number) => number): number => Array.from({ length: n }, (_, k) => of(k)).reduce((a, b) => a + b)
  const index = Array.from({ length: n * n }, (_, k): [number, number] => [Math.floor(k / n), k % n])
  const matrix = Float64Array.from(index, ([i, j]) => dot((k) => at(root, i, k) * at(root, j, k)))
  const basis = orthogonal(n, n, chance)
  const values = symmetricEigen(matrix, basis)
  for (const [i, j] of index) {
    expect(dot((k) => at(basis, k, i) * at(basis, k, j))).toBeCloseTo(i === j ? 1 : 0, 10)
    expect(dot((k) => at(matrix, i, k) * at(basis, k, j))).toBeCloseTo(values[j]! * at(basis, i, j), 8)
  }
})
