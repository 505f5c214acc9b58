import * as tf from '@tensorflow/tfjs-core'
import { denseRows, isSparse, type Observations } from '../sparse-rows.ts'
import { inputSize, parametersOf, sizeOf, stepsOf, weightCount, type Network, type PolicySpec } from '../spec.ts'

/** A policy as TensorFlow.js variables, for training. Owns them: `dispose` when done. */
export class TensorNetwork {
  /** In the order of `parametersOf`. */
  readonly variables: readonly tf.Variable[]

  /** weights: flat [weightCount(spec)]. */
  constructor(
    readonly spec: PolicySpec,
    weights: Float32Array,
  ) {
    this.variables = parametersOf(spec).map(({ shape, offset, size }) =>
      tf.tidy(() => tf.variable(tf.tensor(weights.slice(offset, offset + size), shape))),
    )
  }

  /** observations [N, inputs] → what the policy puts out for its action head [N, policyOutputs(spec)]. */
  outputs(observations: tf.Tensor2D): tf.Tensor2D {
    const { actor, deviation } = this.spec
    const outputs = runNetwork(actor, this.variables, observations)
    if (deviation !== 'vector') return outputs
    const free = this.variables[2 * stepsOf(actor).length]!
    return tf.concat([outputs, tf.add(tf.zeros(outputs.shape), free)], 1)
  }

  /** observations [N, inputs] → values [N]. Throws where the policy has no value network. */
  values(observations: tf.Tensor2D): tf.Tensor1D {
    const { critic } = this.spec
    if (!critic) throw new Error('This policy has no value network')
    const variables = this.variables.slice(-2 * stepsOf(critic).length)
    return tf.reshape(runNetwork(critic, variables, observations), [observations.shape[0]])
  }

  /** Takes flat weights [weightCount(spec)]. */
  load(weights: Float32Array): void {
    tf.tidy(() => {
      for (const [i, { shape, offset, size }] of parametersOf(this.spec).entries())
        this.variables[i]!.assign(tf.tensor(weights.slice(offset, offset + size), shape))
    })
  }

  /** The flat weights [weightCount(spec)]. Waits for the device rather than blocking on it. */
  async weights(): Promise<Float32Array<ArrayBuffer>> {
    const flat = new Float32Array(weightCount(this.spec))
    const values = await Promise.all(this.variables.map((variable) => variable.data()))
    for (const [i, { offset }] of parametersOf(this.spec).entries()) flat.set(values[i]!, offset)
    return flat
  }

  dispose(): void {
    for (const variable of this.variables) variable.dispose()
  }
}

/** observations [N, inputs] → what the network puts out [N, outputs]. parameters: kernel and bias of each layer, the first of the network's
 *  first. */
export function runNetwork(network: Network, parameters: readonly tf.Tensor[], observations: tf.Tensor2D): tf.Tensor2D {
  let x: tf.Tensor = observations
  for (const [i, { layer, from }] of stepsOf(network).entries()) {
    const [kernel, bias] = [parameters[2 * i]!, parameters[2 * i + 1]!]
    if (layer.kind === 'convolution') {
      const image = x.rank === 4 ? x : tf.reshape(x, [-1, ...from])
      x = tf.add(tf.conv2d(image as tf.Tensor4D, kernel as tf.Tensor4D, layer.stride, 'valid'), bias)
    } else {
      const flat = x.rank === 2 ? x : tf.reshape(x, [-1, sizeOf(from)])
      x = tf.add(tf.matMul(flat as tf.Tensor2D, kernel as tf.Tensor2D), bias)
    }
    if (layer.activation !== 'linear') x = layer.activation === 'tanh' ? tf.tanh(x) : tf.relu(x)
  }
  return x as tf.Tensor2D
}

/** Observations [rows × inputs] as a tensor; sparse ones with their zeros. */
export function observationTensor(network: Network, observations: Observations, rows: number): tf.Tensor2D {
  const length = inputSize(network)
  return tf.tensor2d(isSparse(observations) ? denseRows(observations, length) : observations, [rows, length])
}
