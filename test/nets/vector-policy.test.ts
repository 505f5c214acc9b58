import { beforeAll, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import type { ActionSpace } from '../../game/core/spaces.ts'
import type { PolicyBatch } from '../../game/learn/algorithms/policy-gradient/policy-loss.ts'
import { policyLossTensors } from '../../game/learn/algorithms/policy-gradient/policy-loss-tensors.ts'
import { policyLossVectors } from '../../game/learn/algorithms/policy-gradient/policy-loss-vectors.ts'
import { actionHead, drawActions } from '../../game/nets/action-head.ts'
import { crossEntropy } from '../../game/nets/cross-entropy.ts'
import { Forward } from '../../game/nets/forward.ts'
import { normal } from '../../game/nets/initialise.ts'
import { startKernels } from '../../game/nets/simd/kernels.ts'
import { hasVectorPolicy, VectorPolicy } from '../../game/nets/simd/vector-policy.ts'
import { sparseRows, SparseRowList } from '../../game/nets/sparse-rows.ts'
import { densePolicy, inputSize, weightCount, type Network, type PolicySpec } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { echoButtons, echoStick } from '../support/echo-task.ts'

/** The same over a list of the numbers that are not 0. */
function overLists(spec: PolicySpec): PolicySpec {
  const sparse = (network: Network): Network => ({ ...network, input: { kind: 'sparse', length: inputSize(network) } })
  return { ...spec, actor: sparse(spec.actor), critic: spec.critic && sparse(spec.critic) }
}

const cases: { name: string; spec: PolicySpec; space: ActionSpace }[] = [
  {
    name: "Pong's",
    spec: densePolicy({ inputs: 8, hidden: [64, 64], activation: 'tanh', outputs: 3 }),
    space: pong.action,
  },
  {
    name: 'one of odd widths, for buttons',
    spec: densePolicy({ inputs: 5, hidden: [7, 9], activation: 'relu', outputs: 3 }),
    space: echoButtons.action,
  },
  {
    name: 'one with σ as a vector',
    spec: densePolicy({ inputs: 3, hidden: [12], activation: 'tanh', outputs: 2, deviation: 'vector' }),
    space: echoStick.action,
  },
  {
    name: 'one with σ as outputs',
    spec: densePolicy({ inputs: 3, hidden: [6], activation: 'linear', outputs: 4, deviation: 'output' }),
    space: echoStick.action,
  },
  {
    name: 'one without hidden layers',
    spec: densePolicy({ inputs: 17, hidden: [], activation: 'tanh', outputs: 3 }),
    space: pong.action,
  },
  {
    name: 'one over lists, of odd widths',
    spec: overLists(densePolicy({ inputs: 23, hidden: [9, 7], activation: 'tanh', outputs: 3 })),
    space: pong.action,
  },
  {
    name: 'one over lists, of whole vectors',
    spec: overLists(densePolicy({ inputs: 30, hidden: [16], activation: 'relu', outputs: 2, deviation: 'vector' })),
    space: echoStick.action,
  },
  {
    name: 'one over lists without hidden layers',
    spec: overLists(densePolicy({ inputs: 11, hidden: [], activation: 'tanh', outputs: 3 })),
    space: pong.action,
  },
]

const numbers = (length: number, chance: SeededChance): Float32Array =>
  Float32Array.from({ length }, () => normal(chance))

/** Weights of a size at which units are neither dead nor saturated. */
const weightsOf = (spec: PolicySpec, chance: SeededChance): Float32Array =>
  numbers(weightCount(spec), chance).map((weight) => 0.3 * weight)

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  let [worst, size] = [0, 0]
  for (let i = 0; i < expected.length; i++) {
    worst = Math.max(worst, Math.abs(actual[i]! - expected[i]!))
    size = Math.max(size, Math.abs(expected[i]!))
  }
  expect(actual.length).toBe(expected.length)
  expect(size).toBeGreaterThan(0)
  expect(worst / size).toBeLessThan(tolerance)
}

test('the tanh of vectors is that of numbers to single precision, and 1 beyond', () => {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const kernels = startKernels(memory)
  const view = new Float32Array(memory.buffer)
  const given = Float32Array.from({ length: 8000 }, (_, i) => (i - 4000) / 400)
  view.set(given)
  view.set([-1e30, 1e30, -0, 1e-30], 8000)
  kernels.tanh(0, 8004)
  for (const [i, x] of given.entries()) expect(Math.abs(view[i]! - Math.tanh(x))).toBeLessThan(5e-7)
  expect(Array.from(view.subarray(8000, 8003), (value) => Math.abs(Math.round(value * 1e6) / 1e6))).toEqual([1, 1, 0])
})

describe.each(cases)('$name policy in vectors', ({ spec, space }) => {
  const head = actionHead(space)

  test.each([1, 63, 64, 65, 200])(
    'puts out the numbers of plain JavaScript for %i rows, and has its gradient, each time anew',
    (rows) => {
      const chance = new SeededChance(rows)
      const weights = weightsOf(spec, chance)
      const observations = numbers(rows * inputSize(spec.actor), chance)
      // Of lists most rows are short, and the last is empty.
      if (spec.actor.input.kind === 'sparse')
        for (const [i] of observations.entries())
          if (i % 3 > 0 || i >= (rows - 1) * inputSize(spec.actor)) observations[i] = rows > 1 ? 0 : observations[i]!
      const raw = numbers(rows * head.numbers, chance).map((x) => (space.kind === 'continuous' ? x : x > 0 ? 1 : 0))
      const expected = new Float32Array(weights.length)
      crossEntropy(spec, head, weights, observations, raw, expected)
      const policy = new VectorPolicy(spec, weights)
      const values = new Float32Array(rows)
      const outputs = new Float32Array(rows * head.outputs)
      const forward = new Forward(spec, weights)
      forward.values(observations, rows, values)
      forward.outputs(observations, rows, outputs)
      for (let turn = 0; turn < 2; turn++) {
        const gradient = new Float32Array(weights.length).fill(9)
        const seen = new Float32Array(rows)
        policy.gradient(
          observations,
          rows,
          (row, outputs, value, errors) => {
            seen[row] = value
            head.loss(outputs, raw, row * head.numbers, errors)
            for (let i = 0; i < errors.length; i++) errors[i] = errors[i]! / rows
            return 0
          },
          gradient,
        )
        expectClose(gradient, expected, 3e-6)
        expectClose(seen, values, 3e-6)
        const out = new Float32Array(rows * head.outputs)
        policy.outputs(observations, rows, out)
        expectClose(out, outputs, 3e-6)
        policy.values(observations, rows, seen.fill(0))
        expectClose(seen, values, 3e-6)
      }
    },
  )
})

const convolving: PolicySpec = {
  actor: {
    input: { kind: 'image', height: 4, width: 4, channels: 1 },
    layers: [{ kind: 'convolution', filters: 2, kernel: 2, stride: 1, activation: 'relu' }],
    outputs: 3,
  },
  deviation: null,
  critic: null,
}

test('there is none for convolutions', () => {
  expect(hasVectorPolicy(convolving)).toBe(false)
  expect(() => new VectorPolicy(convolving, new Float32Array(weightCount(convolving)))).toThrow(
    'These passes are for dense layers over a vector',
  )
})

describe('The loss of policies', () => {
  beforeAll(() => startBackend('cpu', { wasmFiles: nodeWasmFiles, threads: 1 }))

  test.each(cases)(
    'has the gradient and the figures by hand that TensorFlow.js gives: $name policy',
    async ({ spec, space }) => {
      const chance = new SeededChance(3)
      const head = actionHead(space)
      const rows = 150
      const weights = weightsOf(spec, chance)
      const observations = numbers(rows * inputSize(spec.actor), chance)
      const outputs = new Float32Array(rows * head.outputs)
      new Forward(spec, weights).outputs(observations, rows, outputs)
      const raw = new Float32Array(rows * head.numbers)
      drawActions(head, outputs, rows, chance, raw, new Uint32Array(rows))
      // Drawn by a policy that was somewhat different: some ratios lie beyond the clip, on either side, for either sign of the advantage.
      const old = Float32Array.from(
        { length: rows },
        (_, row) => head.logProbability(outputs, row, raw, row * head.numbers) + 0.3 * normal(chance),
      )
      const batch: PolicyBatch = {
        observations,
        raw,
        old,
        advantage: numbers(rows, chance),
        target: numbers(rows, chance),
      }
      const config = { clip: 0.2, valueWeight: 0.5, entropyBonus: 0.03 }
      const [tensors, vectors] = [policyLossTensors, policyLossVectors].map((make) => make(spec, head, weights, config))
      const [expected, actual] = [await tensors!.of(batch), await vectors!.of(batch)]
      expectClose(actual.gradient, expected.gradient, 2e-5)
      expect(actual.figures.clipFraction).toBeGreaterThan(0.2)
      for (const [name, value] of Object.entries(expected.figures))
        expect(actual.figures).toHaveProperty(name, expect.closeTo(value, 4))
      for (const each of [tensors!, vectors!]) each.dispose()
    },
  )
})

test('a policy over lists puts out the same for lists as for all numbers, and one over all numbers takes no lists', () => {
  const chance = new SeededChance(3)
  const plain = densePolicy({ inputs: 40, hidden: [24], activation: 'relu', outputs: 3 })
  const spec = overLists(plain)
  const weights = weightsOf(spec, chance)
  const dense = numbers(70 * 40, chance).map((x) => (x > 1.2 ? x : 0))
  const [lists, full] = [new Float32Array(70 * 3), new Float32Array(70 * 3)]
  const policy = new VectorPolicy(spec, weights)
  policy.outputs(sparseRows(dense, 70, 40), 70, lists)
  new VectorPolicy(plain, weights).outputs(dense, 70, full)
  expectClose(lists, full, 1e-6)
  policy.outputs(dense, 70, full)
  expect(full).toEqual(lists)
  expect(() => new VectorPolicy(plain, weights).outputs(sparseRows(dense, 70, 40), 70, full)).toThrow(TypeError)
  expect(hasVectorPolicy({ ...spec, critic: plain.critic })).toBe(false)
  expect(() => new VectorPolicy({ ...spec, critic: plain.critic }, weights)).toThrow(/different things/)
})

test('rows are added to a list one by one or many at once, and read as if they had been listed together', () => {
  const chance = new SeededChance(4)
  const dense = numbers(50 * 20, chance).map((x) => (x > 0.5 ? x : 0))
  const all = sparseRows(dense, 50, 20)
  const list = new SparseRowList()
  for (let turn = 0; turn < 2; turn++) {
    list.clear()
    list.add(all, 0, 30)
    for (let row = 30; row < 50; row++) {
      const [from, to] = [all.starts[row]!, all.starts[row + 1]!]
      list.addRow(all.indices.subarray(from, to), all.values.subarray(from, to), to - from)
    }
    expect(list.rows).toBe(50)
    expect(list.starts).toEqual(all.starts)
    expect(list.indices.subarray(0, all.indices.length)).toEqual(all.indices)
    expect(list.values.subarray(0, all.values.length)).toEqual(all.values)
  }
})
