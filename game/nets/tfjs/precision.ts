import * as tf from '@tensorflow/tfjs-core'
import { SeededChance } from '../../core/chance.ts'
import { crossEntropy } from '../../learn/cross-entropy.ts'
import { Forward } from '../forward.ts'
import { normal } from '../initialise.ts'
import { parametersOf, weightCount, type NetworkSpec } from '../spec.ts'
import { TensorNetwork } from './tensor-network.ts'

const ROWS = 64

/** How far the running backend's logits and gradient of this network are from those of plain JavaScript: the largest difference, in parts of
 *  the largest number [2]. Single precision is off by about 1e-6, half precision by about 1e-3. The gradient is that of the cross-entropy with
 *  regard to the actor's weights. */
export async function precisionError(spec: NetworkSpec): Promise<number> {
  const chance = new SeededChance(1)
  const weights = new Float32Array(weightCount(spec))
  // Of the size that keeps every layer's numbers near 1, so that none hides the others.
  for (const { shape, offset, size } of parametersOf(spec))
    for (let i = 0; i < size; i++) weights[offset + i] = normal(chance) / Math.sqrt(shape.length > 1 ? shape[0]! : 1)
  const observations = Float32Array.from({ length: ROWS * spec.inputs }, () => normal(chance))
  const actions = Uint32Array.from({ length: ROWS }, () => chance.below(spec.actions))

  const logits = new Float32Array(ROWS * spec.actions)
  new Forward(spec, weights).logits(observations, ROWS, logits)
  const gradient = new Float32Array(weights.length)
  crossEntropy(spec, weights, observations, actions, gradient)

  const network = new TensorNetwork(spec, weights)
  try {
    const computed = await onBackend(network, observations, actions)
    return Math.max(
      difference(computed.subarray(0, logits.length), logits),
      difference(computed.subarray(logits.length), gradient.subarray(0, computed.length - logits.length)),
    )
  } finally {
    network.dispose()
  }
}

/** Logits, then the gradient, in the order of the actor's parameters. */
async function onBackend(
  network: TensorNetwork,
  observations: Float32Array,
  actions: Uint32Array,
): Promise<Float32Array> {
  const { spec } = network
  const chosen = new Float32Array(ROWS * spec.actions)
  for (const [row, action] of actions.entries()) chosen[row * spec.actions + action] = 1
  const actor = network.variables.slice(0, network.variables.length / 2)
  const packed = tf.tidy(() => {
    const x = tf.tensor2d(observations, [ROWS, spec.inputs])
    const onehot = tf.tensor2d(chosen, [ROWS, spec.actions])
    const loss = (): tf.Scalar => tf.mul(tf.sum(tf.mul(tf.logSoftmax(network.logits(x)), onehot)), -1 / ROWS)
    const { grads } = tf.variableGrads(loss, actor)
    return tf.concat([
      tf.reshape(network.logits(x), [-1]),
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
