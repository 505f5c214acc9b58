import { parametersOf, weightCount, type NetworkSpec } from './spec.ts'

interface Layer {
  inputs: number
  outputs: number
  /** Transposed: [outputs × inputs], so that a unit's weights lie side by side. Doubles, which JavaScript multiplies without converting. */
  kernel: Float64Array
  bias: Float64Array
  kernelOffset: number
  biasOffset: number
}

/** A network in plain JavaScript: the reference for the other runtimes, and the fastest way to act with a small network, since nothing is
 *  called or copied. Holds its own copy of the weights; `load` changes them in place. */
export class Forward {
  private readonly actor: Layer[]
  private readonly critic: Layer[]
  private hidden: [Float64Array, Float64Array]
  private rows = 0

  /** Throws RangeError where the weights do not fit the network. */
  constructor(
    readonly spec: NetworkSpec,
    weights: Float32Array,
  ) {
    const layers = (network: string): Layer[] => {
      const parameters = parametersOf(spec).filter((p) => p.name.startsWith(network))
      return Array.from({ length: parameters.length / 2 }, (_, i) => {
        const kernel = parameters[2 * i]!
        const [inputs, outputs] = [kernel.shape[0]!, kernel.shape[1]!]
        return {
          inputs,
          outputs,
          kernel: new Float64Array(inputs * outputs),
          bias: new Float64Array(outputs),
          kernelOffset: kernel.offset,
          biasOffset: parameters[2 * i + 1]!.offset,
        }
      })
    }
    this.actor = layers('actor')
    this.critic = layers('critic')
    this.hidden = [new Float64Array(0), new Float64Array(0)]
    this.load(weights)
  }

  /** Takes new weights [weightCount(spec)]. Throws RangeError where they do not fit. */
  load(weights: Float32Array): void {
    const count = weightCount(this.spec)
    if (weights.length !== count) throw new RangeError(`This network has ${count} weights, not ${weights.length}`)
    for (const layer of [...this.actor, ...this.critic]) {
      for (let i = 0; i < layer.inputs; i++)
        for (let j = 0; j < layer.outputs; j++)
          layer.kernel[j * layer.inputs + i] = weights[layer.kernelOffset + i * layer.outputs + j]!
      for (let j = 0; j < layer.outputs; j++) layer.bias[j] = weights[layer.biasOffset + j]!
    }
  }

  /** Writes what the policy puts out for `rows` observations [rows × inputs], for its action head, to `out` [rows × actions]. */
  outputs(observations: Float32Array, rows: number, out: Float32Array): void {
    this.run(this.actor, observations, rows, out)
  }

  /** Writes the values of `rows` observations [rows × inputs] to `out` [rows]. */
  values(observations: Float32Array, rows: number, out: Float32Array): void {
    this.run(this.critic, observations, rows, out)
  }

  private run(layers: readonly Layer[], observations: Float32Array, rows: number, out: Float32Array): void {
    if (rows > this.rows) {
      const widest = Math.max(...layers.map((layer) => Math.max(layer.inputs, layer.outputs)), 1)
      this.rows = rows
      this.hidden = [new Float64Array(rows * widest), new Float64Array(rows * widest)]
    }
    let from = this.hidden[0]
    let to = this.hidden[1]
    const size = rows * this.spec.inputs
    for (let i = 0; i < size; i++) from[i] = observations[i]!
    for (let l = 0; l < layers.length; l++) {
      const layer = layers[l]!
      affine(layer, from, rows, to)
      if (l + 1 < layers.length) activate(this.spec.activation, to, rows * layer.outputs)
      const swap = from
      from = to
      to = swap
    }
    const outputs = rows * layers.at(-1)!.outputs
    for (let i = 0; i < outputs; i++) out[i] = from[i]!
  }
}

/** y = x K + b, four rows at a time so that each weight is read once for four. */
function affine(layer: Layer, x: Float64Array, rows: number, y: Float64Array): void {
  const { inputs, outputs, kernel, bias } = layer
  let row = 0
  for (; row + 4 <= rows; row += 4) {
    const x0 = row * inputs
    const x1 = x0 + inputs
    const x2 = x1 + inputs
    const x3 = x2 + inputs
    for (let j = 0; j < outputs; j++) {
      const k = j * inputs
      const b = bias[j]!
      let y0 = b
      let y1 = b
      let y2 = b
      let y3 = b
      for (let i = 0; i < inputs; i++) {
        const w = kernel[k + i]!
        y0 += x[x0 + i]! * w
        y1 += x[x1 + i]! * w
        y2 += x[x2 + i]! * w
        y3 += x[x3 + i]! * w
      }
      const at = row * outputs + j
      y[at] = y0
      y[at + outputs] = y1
      y[at + 2 * outputs] = y2
      y[at + 3 * outputs] = y3
    }
  }
  for (; row < rows; row++) {
    const x0 = row * inputs
    for (let j = 0; j < outputs; j++) {
      const k = j * inputs
      let sum = bias[j]!
      for (let i = 0; i < inputs; i++) sum += x[x0 + i]! * kernel[k + i]!
      y[row * outputs + j] = sum
    }
  }
}

function activate(activation: NetworkSpec['activation'], y: Float64Array, length: number): void {
  if (activation === 'relu') {
    for (let i = 0; i < length; i++) if (y[i]! < 0) y[i] = 0
  } else for (let i = 0; i < length; i++) y[i] = 1 - 2 / (Math.exp(2 * y[i]!) + 1)
}
