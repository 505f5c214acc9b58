import * as tf from '@tensorflow/tfjs-core'
import { SeededChance } from '../../core/chance.ts'
import { drawActions, type ActionHead } from '../action-head.ts'
import { crossEntropy } from '../cross-entropy.ts'
import { Forward } from '../forward.ts'
import { normal } from '../initialise.ts'
import { inputSize, parametersOf, weightCount, type PolicySpec } from '../spec.ts'
import { tensorHead } from './tensor-head.ts'
import { TensorNetwork } from './tensor-network.ts'

const ROWS = 64

/** How far the running backend's outputs and gradient of this policy are from those of plain JavaScript: the largest difference, in parts of
 *  the largest number [2]. Single precision is off by about 1e-6, half precision by about 1e-3. The gradient is that of the cross-entropy with
 *  regard to the actor's weights. */
export async function precisionError(spec: PolicySpec, head: ActionHead): Promise<number> {
  const chance = new SeededChance(1)
  const weights = new Float32Array(weightCount(spec))
  // Of the size that keeps every layer's numbers near 1, so that none hides the others.
  for (const { shape, offset, size } of parametersOf(spec))
    for (let i = 0; i < size; i++)
      weights[offset + i] = normal(chance) / Math.sqrt(shape.length > 1 ? size / shape.at(-1)! : 1)
  const observations = Float32Array.from({ length: ROWS * inputSize(spec.actor) }, () => normal(chance))

  const outputs = new Float32Array(ROWS * head.outputs)
  new Forward(spec, weights).outputs(observations, ROWS, outputs)
  const raw = new Float32Array(ROWS * head.numbers)
  drawActions(head, outputs, ROWS, chance, raw, new Uint32Array(ROWS))
  const gradient = new Float32Array(weights.length)
  crossEntropy(spec, head, weights, observations, raw, gradient)

  const network = new TensorNetwork(spec, weights)
  try {
    const computed = await onBackend(network, head, observations, raw)
    return Math.max(
      difference(computed.subarray(0, outputs.length), outputs),
      difference(computed.subarray(outputs.length), gradient.subarray(0, computed.length - outputs.length)),
    )
  } finally {
    network.dispose()
  }
}

/** Outputs, then the gradient, in the order of the actor's parameters. */
async function onBackend(
  network: TensorNetwork,
  head: ActionHead,
  observations: Float32Array,
  raw: Float32Array,
): Promise<Float32Array> {
  const { spec } = network
  const actor = network.variables.slice(0, parametersOf(spec).filter(({ name }) => name.startsWith('actor')).length)
  const packed = tf.tidy(() => {
    const x = tf.tensor2d(observations, [ROWS, inputSize(spec.actor)])
    const tensors = tensorHead(head)
    const actions = tensors.actions(raw, ROWS)
    const loss = (): tf.Scalar => tf.mul(tf.sum(tensors.of(network.outputs(x)).logProbability(actions)), -1 / ROWS)
    const { grads } = tf.variableGrads(loss, actor)
    return tf.concat([
      tf.reshape(network.outputs(x), [-1]),
      ...actor.map((variable) => tf.reshape(grads[variable.name]!, [-1])),
    ])
  })
  const numbers = (await packed.data()) as Float32Array
  packed.dispose()
  return numbers
}

/** NaN counts as infinitely far. */
function difference(computed: Float32Array, expected: Float32Array): number {
  let largest = 0
  let furthest = 0
  for (const [i, value] of expected.entries()) {
    const distance = Math.abs(computed[i]! - value)
    furthest = Number.isFinite(distance) ? Math.max(furthest, distance) : Infinity
    largest = Math.max(largest, Math.abs(value))
    if (furthest === Infinity) return Infinity
  }
  return furthest / largest
}
