import * as tf from '@tensorflow/tfjs-core'
import * as ort from 'onnxruntime-node'
import { afterAll, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { Forward } from '../../game/nets/forward.ts'
import { initialise, normal, orthogonal } from '../../game/nets/initialise.ts'
import { writeOnnx } from '../../game/nets/onnx.ts'
import {
  densePolicy,
  inputSize,
  parametersOf,
  policyOutputs,
  weightCount,
  type Network,
  type PolicySpec,
} from '../../game/nets/spec.ts'
import { denseRows, sparseRows } from '../../game/nets/sparse-rows.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { observationTensor, TensorNetwork } from '../../game/nets/tfjs/tensor-network.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'

const specs: PolicySpec[] = [
  densePolicy({ inputs: 8, hidden: [64, 64], activation: 'tanh', outputs: 3 }),
  densePolicy({ inputs: 5, hidden: [7], activation: 'relu', outputs: 4 }),
  densePolicy({ inputs: 3, hidden: [], activation: 'tanh', outputs: 2 }),
  densePolicy({ inputs: 6, hidden: [5, 4], activation: 'relu', outputs: 2, deviation: 'vector' }),
  densePolicy({ inputs: 6, hidden: [5], activation: 'linear', outputs: 4, deviation: 'output' }),
]
const tower: Network = {
  input: { kind: 'image', height: 9, width: 8, channels: 2 },
  layers: [
    { kind: 'convolution', filters: 4, kernel: 3, stride: 2, activation: 'relu' },
    { kind: 'convolution', filters: 3, kernel: 2, stride: 1, activation: 'tanh' },
    { kind: 'dense', units: 6, activation: 'tanh' },
  ],
  outputs: 3,
}
const sparse: Network = {
  input: { kind: 'sparse', length: 50 },
  layers: [{ kind: 'dense', units: 7, activation: 'relu' }],
  outputs: 2,
}
specs.push(
  { actor: tower, deviation: null, critic: { ...tower, layers: tower.layers.slice(0, 1), outputs: 1 } },
  { actor: sparse, deviation: 'vector', critic: { ...sparse, outputs: 1 } },
  { actor: sparse, deviation: null, critic: { ...sparse, layers: [], outputs: 1 } },
)
const ROWS = 7

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length)
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0)
}

describe.each(specs)('a policy of layers $actor.layers, σ $deviation', (spec) => {
  const chance = new SeededChance(5)
  const weights = Float32Array.from({ length: weightCount(spec) }, () => 0.5 * normal(chance))
  const isSparseInput = spec.actor.input.kind === 'sparse'
  const observations = Float32Array.from({ length: ROWS * inputSize(spec.actor) }, () =>
    isSparseInput && chance.uniform() < 0.9 ? 0 : 2 * chance.uniform() - 1,
  )
  const outputs = new Float32Array(ROWS * policyOutputs(spec))
  const values = new Float32Array(ROWS)
  const forward = new Forward(spec, weights)
  forward.outputs(observations, ROWS, outputs)
  forward.values(observations, ROWS, values)

  test.each(['wasm', 'cpu'] as const)(
    'gives the same numbers in plain JavaScript and in TensorFlow.js on %s',
    async (backend) => {
      await startBackend(backend, { wasmFiles: nodeWasmFiles, threads: 1 })
      const network = new TensorNetwork(spec, weights)
      const [tfOutputs, tfValues] = tf.tidy(() => {
        const x = tf.tensor2d(observations, [ROWS, inputSize(spec.actor)])
        return [network.outputs(x).dataSync(), network.values(x).dataSync()]
      })
      expect(largestDifference(tfOutputs, outputs)).toBeLessThan(1e-5)
      expect(largestDifference(tfValues, values)).toBeLessThan(1e-5)
      expect(await network.weights()).toEqual(weights)
      network.dispose()
    },
  )

  test.each([
    ['weights as inputs', false],
    ['weights baked in', true],
  ])('gives the same numbers in ONNX Runtime, %s', async (_, baked) => {
    const session = await ort.InferenceSession.create(writeOnnx(spec, baked ? weights : undefined), {
      intraOpNumThreads: 1,
    })
    const feeds: Record<string, ort.Tensor> = {
      observation: new ort.Tensor('float32', observations, [ROWS, inputSize(spec.actor)]),
    }
    if (!baked)
      for (const { name, shape, offset, size } of parametersOf(spec))
        feeds[name] = new ort.Tensor('float32', weights.slice(offset, offset + size), shape)
    const out = await session.run(feeds)
    expect(out['outputs']!.dims).toEqual([ROWS, policyOutputs(spec)])
    expect(out['value']!.dims).toEqual([ROWS, 1])
    expect(largestDifference(out['outputs']!.data as Float32Array, outputs)).toBeLessThan(1e-5)
    expect(largestDifference(out['value']!.data as Float32Array, values)).toBeLessThan(1e-5)
    await session.release()
  })
})

test.each([
  [8, 64],
  [64, 64],
  [64, 3],
])('an orthogonal matrix of %i × %i has orthonormal vectors on its shorter side', (rows, columns) => {
  const m = orthogonal(rows, columns, new SeededChance(1))
  const [count, length] = rows < columns ? [rows, columns] : [columns, rows]
  const at = (vector: number, i: number): number =>
    rows < columns ? m[vector * columns + i]! : m[i * columns + vector]!
  for (let u = 0; u < count; u++)
    for (let v = 0; v <= u; v++) {
      let dot = 0
      for (let i = 0; i < length; i++) dot += at(u, i) * at(v, i)
      expect(dot).toBeCloseTo(u === v ? 1 : 0, 9)
    }
})

test('a fresh policy is all but undecided', () => {
  const spec = specs[0]!
  const outputs = new Float32Array(3)
  new Forward(spec, initialise(spec, new SeededChance(2))).outputs(new Float32Array(8).fill(0.5), 1, outputs)
  for (const logit of outputs) expect(Math.abs(logit)).toBeLessThan(0.05)
})

test('a convolution gives what its sum, written out, gives', () => {
  const [height, width, channels, filters, kernel, stride] = [5, 6, 2, 3, 2, 2]
  const network: Network = {
    input: { kind: 'image', height, width, channels },
    layers: [{ kind: 'convolution', filters, kernel, stride, activation: 'linear' }],
    outputs: 1,
  }
  const spec: PolicySpec = { actor: network, deviation: null, critic: null }
  const chance = new SeededChance(8)
  const weights = Float32Array.from({ length: weightCount(spec) }, () => normal(chance))
  const image = Float32Array.from({ length: height * width * channels }, () => normal(chance))
  const [k, b, dense, last] = parametersOf(spec).map(({ offset }) => offset)
  let expected = weights[last!]!
  let unit = 0
  for (let y = 0; y + kernel <= height; y += stride)
    for (let x = 0; x + kernel <= width; x += stride)
      for (let f = 0; f < filters; f++) {
        let sum = weights[b! + f]!
        for (let dy = 0; dy < kernel; dy++)
          for (let dx = 0; dx < kernel; dx++)
            for (let c = 0; c < channels; c++)
              sum +=
                image[((y + dy) * width + x + dx) * channels + c]! *
                weights[k! + ((dy * kernel + dx) * channels + c) * filters + f]!
        expected += sum * weights[dense! + unit++]!
      }
  const out = new Float32Array(1)
  new Forward(spec, weights).outputs(image, 1, out)
  expect(out[0]).toBeCloseTo(expected, 4)
})

test('a list of the numbers that are not 0 gives what all numbers give, and only a sparse network takes it', () => {
  const spec: PolicySpec = { actor: sparse, deviation: null, critic: null }
  const chance = new SeededChance(9)
  const weights = Float32Array.from({ length: weightCount(spec) }, () => normal(chance))
  const dense = Float32Array.from({ length: ROWS * 50 }, () => (chance.uniform() < 0.9 ? 0 : normal(chance)))
  const list = sparseRows(dense, ROWS, 50)
  expect(denseRows(list, 50)).toEqual(dense)
  const [listed, full, plain] = [0, 1, 2].map(() => new Float32Array(ROWS * 2)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const forward = new Forward(spec, weights)
  forward.outputs(list, ROWS, listed)
  forward.outputs(dense, ROWS, full)
  expect(listed).toEqual(full)
  const vector: PolicySpec = { ...spec, actor: { ...sparse, input: { kind: 'vector', length: 50 } } }
  new Forward(vector, weights).outputs(dense, ROWS, plain)
  expect(largestDifference(plain, listed)).toBeLessThan(1e-5)
  expect(() => new Forward(vector, weights).outputs(list, ROWS, plain)).toThrow(TypeError)
  const tensor = observationTensor(sparse, list, ROWS)
  expect(tensor.dataSync()).toEqual(dense)
  tensor.dispose()
})

afterAll(() => tf.disposeVariables())

test.each([1, 2, 3, 5, 8])('a row puts out the same bits however many are run with it, with %i outputs', (outputs) => {
  const chance = new SeededChance(outputs)
  const dense = densePolicy({ inputs: 7, hidden: [outputs + 4, 6], activation: 'tanh', outputs })
  const forward = new Forward(dense, initialise(dense, chance))
  const rows = 11
  const observations = Float32Array.from({ length: rows * 7 }, () => 2 * chance.uniform() - 1)
  const alone = new Float32Array(rows * outputs)
  for (let row = 0; row < rows; row++)
    forward.outputs(observations.subarray(row * 7), 1, alone.subarray(row * outputs, (row + 1) * outputs))
  for (let together = 2; together <= rows; together++) {
    const out = new Float32Array(together * outputs)
    forward.outputs(observations, together, out)
    expect(out).toEqual(alone.subarray(0, together * outputs))
  }
})
