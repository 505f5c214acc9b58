import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { ForwardNetwork } from '../../game/nets/forward-network.ts'
import { normal } from '../../game/nets/initialise.ts'
import { VectorNetworks } from '../../game/nets/simd/vector-networks.ts'
import { networkParameters, type Network } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'

const network: Network = {
  input: { kind: 'vector', length: 5 },
  layers: [
    { kind: 'dense', units: 7, activation: 'tanh' },
    { kind: 'dense', units: 12, activation: 'relu' },
  ],
  outputs: 3,
}
const COUNT = 2

/** Random networks, inputs, and what the loss is of: Σ c · y over all outputs y of all rows. */
function example(rows: number): { networks: VectorNetworks; weights: Float32Array; x: Float32Array; c: Float32Array } {
  const chance = new SeededChance(rows)
  const draws = (length: number): Float32Array => Float32Array.from({ length }, () => 0.6 * normal(chance))
  const networks = new VectorNetworks(network, COUNT)
  const weights = draws(networks.weightCount)
  networks.load(weights)
  return { networks, weights, x: draws(5 * rows), c: draws(networks.outputs * rows) }
}

/** By the reference, in plain JavaScript. */
function outputsAt(weights: Float32Array, x: Float32Array): Float32Array {
  const out = new Float32Array((x.length / 5) * COUNT * network.outputs)
  for (let i = 0; i < COUNT; i++) {
    const forward = new ForwardNetwork(network, (i * weights.length) / COUNT)
    forward.load(weights)
    const own = new Float32Array((x.length / 5) * network.outputs)
    forward.run(x, x.length / 5, own, network.outputs)
    for (const [at, value] of own.entries())
      out[(Math.floor(at / network.outputs) * COUNT + i) * network.outputs + (at % network.outputs)] = value
  }
  return out
}

function gradientOf(
  { networks, x, c }: ReturnType<typeof example>,
  to: { weights?: Float32Array; inputs?: Float32Array },
): void {
  const judge: Parameters<VectorNetworks['gradient']>[2] = (row, outputs, errors) =>
    errors.set(c.subarray(row * outputs.length, (row + 1) * outputs.length))
  networks.gradient(x, x.length / 5, judge, to)
}

describe.each([1, 64, 70])('Networks over the same %i rows', (rows) => {
  const given = example(rows)
  const { networks, weights, x, c } = given

  test('put out what plain JavaScript does', () => {
    const out = new Float32Array(rows * networks.outputs)
    networks.run(x, rows, out)
    for (const [i, value] of outputsAt(weights, x).entries()) expect(out[i]).toBeCloseTo(value, 5)
  })

  test('have the gradient with regard to weights and inputs that finite differences give', () => {
    const lossAt = (w: Float32Array, at: Float32Array): number =>
      outputsAt(w, at).reduce((sum, value, i) => sum + value * c[i]!, 0)
    const moved = (numbers: Float32Array, i: number, step: number): Float32Array =>
      numbers.map((value, j) => (j === i ? value + step : value))
    const [ofWeights, ofInputs] = [new Float32Array(weights.length), new Float32Array(x.length).fill(7)]
    gradientOf(given, { weights: ofWeights, inputs: ofInputs })
    const slope = (at: (step: number) => number): number => (at(2e-3) - at(-2e-3)) / 4e-3
    // A unit of the second layer may bend in between; what is left is a small part of the whole.
    const size = Math.max(...ofWeights.map(Math.abs))
    for (let i = 0; i < weights.length; i += rows > 1 ? 11 : 1)
      expect(Math.abs(ofWeights[i]! - slope((step) => lossAt(moved(weights, i, step), x)))).toBeLessThan(0.02 * size)
    for (let i = 0; i < x.length; i += rows > 1 ? 7 : 1)
      expect(Math.abs(ofInputs[i]! - slope((step) => lossAt(weights, moved(x, i, step))))).toBeLessThan(0.02 * size)
  })

  test('have the same gradient whichever part of it is asked for, each time anew', () => {
    const both = { weights: new Float32Array(weights.length), inputs: new Float32Array(x.length) }
    gradientOf(given, both)
    const one = { inputs: new Float32Array(x.length) }
    gradientOf(given, one)
    expect(one.inputs).toEqual(both.inputs)
    const other = { weights: new Float32Array(weights.length) }
    gradientOf(given, other)
    expect(other.weights).toEqual(both.weights)
  })
})

describe('Beside TensorFlow.js', () => {
  beforeAll(() => startBackend('cpu', { wasmFiles: nodeWasmFiles, threads: 1 }))

  test('the gradient with regard to inputs is the same', () => {
    const rows = 70
    const given = example(rows)
    const ours = new Float32Array(given.x.length)
    gradientOf(given, { inputs: ours })
    const parameters = networkParameters(network, '')
    const expected = tf.tidy(() => {
      const loss = (x: tf.Tensor): tf.Scalar => {
        const all = Array.from({ length: COUNT }, (_, i) => {
          const part = (at: number): tf.Tensor => {
            const { offset, size, shape } = parameters[at]!
            const first = (i * given.weights.length) / COUNT + offset
            return tf.tensor(given.weights.slice(first, first + size), shape)
          }
          const layer = (input: tf.Tensor, at: number): tf.Tensor =>
            tf.add(tf.matMul(input as tf.Tensor2D, part(2 * at) as tf.Tensor2D), part(2 * at + 1))
          return layer(tf.relu(layer(tf.tanh(layer(x, 0)), 1)), 2)
        })
        return tf.sum(tf.mul(tf.concat(all, 1), tf.tensor2d(given.c, [rows, COUNT * network.outputs])))
      }
      return tf
        .grad(loss)(tf.tensor2d(given.x, [rows, 5]))
        .dataSync()
    })
    for (const [i, value] of expected.entries()) expect(ours[i]).toBeCloseTo(value, 4)
  })
})

test('refuse what is not of their shape: a critic of one output is never read as more', () => {
  const networks = new VectorNetworks({ ...network, outputs: 1 })
  expect(() => networks.run(new Float32Array(10), 2, new Float32Array(4))).toThrow(RangeError)
  expect(() => networks.run(new Float32Array(11), 2, new Float32Array(2))).toThrow(RangeError)
  expect(() => networks.load(new Float32Array(3))).toThrow(RangeError)
  const wrong = { inputs: new Float32Array(9) }
  expect(() => networks.gradient(new Float32Array(10), 2, () => undefined, wrong)).toThrow(RangeError)
})
