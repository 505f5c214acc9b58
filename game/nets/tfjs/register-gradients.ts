import * as tf from '@tensorflow/tfjs-core'

type Saved = tf.Tensor[]

/** Sums a gradient over the axes along which its operand was broadcast. */
const unbroadcast = (gradient: tf.Tensor, to: tf.Tensor): tf.Tensor => {
  const axes = tf.broadcast_util.getReductionAxes(to.shape, gradient.shape)
  return tf.reshape(axes.length > 0 ? tf.sum(gradient, axes) : gradient, to.shape)
}

const isMask = (condition: tf.Tensor): tf.Tensor => tf.cast(condition, 'float32')

/** The gradients of the operations that our losses use. tfjs-core keeps them outside its entry point, in files that Node cannot import, and
 *  there are few: each is checked by finite differences in test/nets. */
const gradients: tf.GradConfig[] = [
  {
    kernelName: tf.BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved, attrs) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor]
      if (attrs['transposeA'] || attrs['transposeB']) throw new Error('No gradient of a transposed product')
      const g = dy as tf.Tensor
      return { a: () => tf.matMul(g, b, false, true), b: () => tf.matMul(a, g, true, false) }
    },
  },
  {
    kernelName: tf.Add,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) =>
      pair(saved, (a, b) => [() => unbroadcast(dy as tf.Tensor, a), () => unbroadcast(dy as tf.Tensor, b)]),
  },
  {
    kernelName: tf.Sub,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) =>
      pair(saved, (a, b) => [() => unbroadcast(dy as tf.Tensor, a), () => unbroadcast(tf.neg(dy as tf.Tensor), b)]),
  },
  {
    kernelName: tf.Multiply,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) =>
      pair(saved, (a, b) => [
        () => unbroadcast(tf.mul(dy as tf.Tensor, b), a),
        () => unbroadcast(tf.mul(dy as tf.Tensor, a), b),
      ]),
  },
  {
    kernelName: tf.Minimum,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) =>
      pair(saved, (a, b) => [
        () => tf.mul(dy as tf.Tensor, isMask(tf.lessEqual(a, b))),
        () => tf.mul(dy as tf.Tensor, isMask(tf.greater(a, b))),
      ]),
  },
  one(tf.Neg, 'nothing', (dy) => tf.neg(dy)),
  one(tf.Tanh, 'output', (dy, y) => tf.mul(dy, tf.sub(1, tf.square(y)))),
  one(tf.Relu, 'output', (dy, y) => tf.mul(dy, isMask(tf.greater(y, 0)))),
  one(tf.Exp, 'output', (dy, y) => tf.mul(dy, y)),
  one(tf.Square, 'input', (dy, x) => tf.mul(dy, tf.mul(x, 2))),
  one(tf.Reshape, 'input', (dy, x) => tf.reshape(dy, x.shape)),
  one(tf.LogSoftmax, 'output', (dy, y) => tf.sub(dy, tf.mul(tf.exp(y), tf.sum(dy, -1, true))), 'logits'),
  {
    kernelName: tf.ClipByValue,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved as [tf.Tensor]
      const inside = tf.logicalAnd(
        tf.greaterEqual(x, attrs['clipValueMin'] as number),
        tf.lessEqual(x, attrs['clipValueMax'] as number),
      )
      return { x: () => tf.mul(dy as tf.Tensor, isMask(inside)) }
    },
  },
  {
    kernelName: tf.Conv2D,
    inputsToSave: ['x', 'filter'],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D]
      const g = dy as tf.Tensor4D
      const stride = strideOf(attrs['strides'] as number | number[])
      return {
        x: () => tf.conv2dTranspose(g, filter, x.shape, stride, 'valid'),
        filter: () => filterGradient(x, filter, g, stride),
      }
    },
  },
  {
    kernelName: tf.Concat,
    saveAllInputs: true,
    gradFunc: (dy, saved, attrs) => {
      const axis = tf.util.parseAxisParam(attrs['axis'] as number, saved[0]!.shape)[0]!
      const parts = tf.split(
        dy as tf.Tensor,
        saved.map((x) => x.shape[axis]!),
        axis,
      )
      return Object.fromEntries(parts.map((part, i) => [i, () => part]))
    },
  },
  {
    kernelName: tf.Slice,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved as [tf.Tensor]
      const size = (dy as tf.Tensor).shape
      const begin = attrs['begin'] as number[]
      const paddings = size.map((length, axis): [number, number] => [
        begin[axis]!,
        x.shape[axis]! - begin[axis]! - length,
      ])
      return { x: () => tf.pad(dy as tf.Tensor, paddings) }
    },
  },
  {
    kernelName: tf.Sum,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved as [tf.Tensor]
      const axes = tf.util.parseAxisParam(attrs['axis'] as number | number[], x.shape)
      const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
      return { x: () => tf.mul(tf.reshape(dy as tf.Tensor, shape), tf.onesLike(x)) }
    },
  },
]

const strideOf = (strides: number | number[]): number => (typeof strides === 'number' ? strides : strides[0]!)

/** The gradient of a convolution's filter is a convolution itself, of the input's channels as images with the gradient as a filter, spread by the
 *  stride. The WASM backend has no kernel of its own for it. */
function filterGradient(x: tf.Tensor4D, filter: tf.Tensor4D, dy: tf.Tensor4D, stride: number): tf.Tensor {
  const [rows, , , channels] = x.shape
  const [height, width] = [0, 1].map((axis) => (dy.shape[axis + 1]! - 1) * stride + filter.shape[axis]!)
  // What no filter reached, at the far edges, has no part in it.
  const reached = tf.slice(x, [0, 0, 0, 0], [rows, height!, width!, channels])
  const images = tf.transpose(reached, [3, 1, 2, 0])
  const spread = tf.conv2d(images, tf.transpose(dy, [1, 2, 0, 3]), 1, 'valid', 'NHWC', stride)
  return tf.transpose(spread, [1, 2, 0, 3])
}

/** The gradient of an operation with one operand, from its input or its output. */
function one(
  kernelName: string,
  from: 'input' | 'output' | 'nothing',
  gradient: (dy: tf.Tensor, saved: tf.Tensor) => tf.Tensor,
  operand = 'x',
): tf.GradConfig {
  return {
    kernelName,
    ...(from === 'input' ? { inputsToSave: [operand] } : from === 'output' ? { outputsToSave: [true] } : {}),
    gradFunc: (dy, saved) => ({ [operand]: () => gradient(dy as tf.Tensor, saved[0] as tf.Tensor) }),
  }
}

function pair(
  saved: Saved,
  gradient: (a: tf.Tensor, b: tf.Tensor) => [() => tf.Tensor, () => tf.Tensor],
): Record<string, () => tf.Tensor> {
  const [a, b] = gradient(saved[0]!, saved[1]!)
  return { a, b }
}

/** Makes the operations of our losses differentiable on every backend. Once a thread. */
export function registerGradients(): void {
  for (const gradient of gradients) if (!tf.getGradient(gradient.kernelName)) tf.registerGradient(gradient)
}
