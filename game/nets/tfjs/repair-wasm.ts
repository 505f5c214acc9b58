import * as tf from '@tensorflow/tfjs-core'

let repaired = false

/** Mends what the WASM backend does badly, through its public extension point. A product with a transposed operand (the gradient of every
 *  dense kernel) takes a scalar path there, about seven times slower: transpose first, then multiply. Call it once the backend's kernels are
 *  registered. */
export function repairWasm(): void {
  if (repaired) return
  const shipped = tf.getKernel(tf.BatchMatMul, 'wasm')
  const transpose = tf.getKernel(tf.Transpose, 'wasm')
  if (!shipped || !transpose) throw new Error('The WASM backend has not registered its kernels')
  const transposed = (x: tf.TensorInfo, backend: object): tf.TensorInfo => {
    const perm = x.shape.map((_, axis) => axis)
    perm.push(...perm.splice(-2).reverse())
    return transpose.kernelFunc({ inputs: { x }, backend, attrs: { perm } }) as tf.TensorInfo
  }
  tf.unregisterKernel(tf.BatchMatMul, 'wasm')
  tf.registerKernel({
    ...shipped,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo }
      const left = attrs!['transposeA'] ? transposed(a, backend) : a
      const right = attrs!['transposeB'] ? transposed(b, backend) : b
      const product = shipped.kernelFunc({
        inputs: { a: left, b: right },
        backend,
        attrs: { transposeA: false, transposeB: false },
      })
      const memory = backend as { disposeData(dataId: object): boolean }
      if (left !== a) memory.disposeData(left.dataId)
      if (right !== b) memory.disposeData(right.dataId)
      return product
    },
  })
  repaired = true
}
