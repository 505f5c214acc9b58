import * as tf from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { normal } from '../../game/nets/initialise.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'

const numbers = (length: number, seed: number): Float32Array => {
  const chance = new SeededChance(seed)
  return Float32Array.from({ length }, () => normal(chance))
}

/** Each maps a [4, 3] tensor to one of any shape; the loss is its product with fixed random numbers, summed. */
const operations: Record<string, (x: tf.Tensor2D) => tf.Tensor> = {
  'matMul, left': (x) => tf.matMul(x, tf.tensor2d(numbers(15, 2), [3, 5])),
  'matMul, right': (x) => tf.matMul(tf.tensor2d(numbers(8, 3), [2, 4]), x),
  add: (x) => tf.add(tf.tensor1d(numbers(3, 4)), x),
  sub: (x) => tf.sub(tf.tensor1d(numbers(3, 5)), x),
  mul: (x) => tf.mul(x, tf.tensor1d(numbers(3, 6))),
  'mul with itself': (x) => tf.mul(x, x),
  minimum: (x) => tf.minimum(x, tf.tensor2d(numbers(12, 7), [4, 3])),
  neg: (x) => tf.neg(x),
  tanh: (x) => tf.tanh(x),
  relu: (x) => tf.relu(x),
  exp: (x) => tf.exp(x),
  square: (x) => tf.square(x),
  reshape: (x) => tf.reshape(x, [6, 2]),
  logSoftmax: (x) => tf.logSoftmax(x),
  clipByValue: (x) => tf.clipByValue(x, -0.5, 0.5),
  'sum over rows': (x) => tf.sum(x, 0),
  'sum over columns': (x) => tf.sum(x, 1),
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeEach(() => startBackend(backend, { wasmFiles: nodeWasmFiles, threads: 1 }))

  test.each(Object.keys(operations))('the gradient of %s agrees with finite differences', (name) => {
    const x = numbers(12, 1)
    const loss = (values: Float32Array): tf.Scalar =>
      tf.tidy(() => {
        const y = operations[name]!(tf.tensor2d(values, [4, 3]))
        return tf.sum(tf.mul(y, tf.tensor(numbers(y.size, 9), y.shape)))
      })
    const gradient = tf.tidy(() =>
      tf
        .grad((t) => {
          const y = operations[name]!(t as tf.Tensor2D)
          return tf.sum(tf.mul(y, tf.tensor(numbers(y.size, 9), y.shape)))
        })(tf.tensor2d(x, [4, 3]))
        .dataSync(),
    )
    const step = 1e-2
    for (let i = 0; i < x.length; i++) {
      const at = (value: number): number => loss(x.map((other, j) => (j === i ? value : other))).dataSync()[0]!
      expect(gradient[i]).toBeCloseTo((at(x[i]! + step) - at(x[i]! - step)) / (2 * step), 2)
    }
  })

  test('the gradient of a bias sums over the rows it was added to', () => {
    const gradient = tf.tidy(() =>
      tf
        .grad((bias) => tf.sum(tf.mul(tf.add(tf.ones([4, 3]), bias), tf.tensor2d(numbers(12, 2), [4, 3]))))(
          tf.zeros([3]),
        )
        .dataSync(),
    )
    const expected = [0, 1, 2].map((column) =>
      [0, 1, 2, 3].reduce((sum, row) => sum + numbers(12, 2)[row * 3 + column]!, 0),
    )
    for (const [i, value] of expected.entries()) expect(gradient[i]).toBeCloseTo(value, 5)
  })
})

test.each([
  [false, true],
  [true, false],
  [true, true],
])('products on WASM with transposed operands (%s, %s) are those of the CPU', async (transposeA, transposeB) => {
  const product = async (backend: 'wasm' | 'cpu'): Promise<ArrayLike<number>> => {
    await startBackend(backend, { wasmFiles: nodeWasmFiles, threads: 1 })
    return tf.tidy(() => {
      const a = tf.tensor2d(numbers(35, 1), transposeA ? [7, 5] : [5, 7])
      const b = tf.tensor2d(numbers(28, 2), transposeB ? [4, 7] : [7, 4])
      return tf.matMul(a, b, transposeA, transposeB).dataSync()
    })
  }
  const [wasm, cpu] = [await product('wasm'), await product('cpu')]
  for (let i = 0; i < cpu.length; i++) expect(wasm[i]).toBeCloseTo(cpu[i]!, 5)
})
