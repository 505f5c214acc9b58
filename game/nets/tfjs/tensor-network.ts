import * as tf from '@tensorflow/tfjs-core'
import { parametersOf, weightCount, type NetworkSpec } from '../spec.ts'

/** A network as TensorFlow.js variables, for training. Owns them: `dispose` when done. */
export class TensorNetwork {
  /** In the order of `parametersOf`. */
  readonly variables: readonly tf.Variable[]

  /** weights: flat [weightCount(spec)]. */
  constructor(
    readonly spec: NetworkSpec,
    weights: Float32Array,
  ) {
    this.variables = parametersOf(spec).map(({ shape, offset, size }) =>
      tf.tidy(() => tf.variable(tf.tensor(weights.slice(offset, offset + size), shape))),
    )
  }

  /** observations [N, inputs] → what the policy puts out for its action head [N, actions]. */
  outputs(observations: tf.Tensor2D): tf.Tensor2D {
    return this.run(observations, 0)
  }

  /** observations [N, inputs] → values [N]. */
  values(observations: tf.Tensor2D): tf.Tensor1D {
    return tf.reshape(this.run(observations, this.variables.length / 2), [observations.shape[0]])
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

  private run(observations: tf.Tensor2D, first: number): tf.Tensor2D {
    const last = first + 2 * this.spec.hidden.length
    let x = observations
    for (let i = first; i <= last; i += 2) {
      x = tf.add(tf.matMul(x, this.variables[i] as tf.Tensor2D), this.variables[i + 1]!)
      if (i < last) x = this.spec.activation === 'tanh' ? tf.tanh(x) : tf.relu(x)
    }
    return x
  }
}
