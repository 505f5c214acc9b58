import { networkParameters, sizeOf, stepsOf, type Activation, type Network } from './spec.ts'

interface HeldLayer {
  inputs: number
  outputs: number
  activation: Activation
  /** Transposed: [outputs × inputs], so that a unit's weights lie side by side. Doubles, which JavaScript multiplies without converting. */
  kernel: Float64Array
  bias: Float64Array
  kernelOffset: number
  biasOffset: number
}

/** One network in plain JavaScript. Holds its own copy of the weights. */
export class ForwardNetwork {
  private readonly layers: HeldLayer[]
  /** Numbers of the widest layer, for one row. */
  private readonly widest: number
  private buffers: [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)]

  /** first: where its parameters begin in the flat weights that `load` takes. */
  constructor(
    readonly network: Network,
    first: number,
  ) {
    const parameters = networkParameters(network, '', first)
    this.layers = stepsOf(network).map(({ layer, from, to }, i) => ({
      inputs: sizeOf(from),
      outputs: sizeOf(to),
      activation: layer.activation,
      kernel: new Float64Array(parameters[2 * i]!.size),
      bias: new Float64Array(parameters[2 * i + 1]!.size),
      kernelOffset: parameters[2 * i]!.offset,
      biasOffset: parameters[2 * i + 1]!.offset,
    }))
    this.widest = Math.max(...this.layers.flatMap(({ inputs, outputs }) => [inputs, outputs]))
  }

  /** Takes its part of flat weights. */
  load(weights: Float32Array): void {
    for (const layer of this.layers) {
      for (let i = 0; i < layer.inputs; i++)
        for (let j = 0; j < layer.outputs; j++)
          layer.kernel[j * layer.inputs + i] = weights[layer.kernelOffset + i * layer.outputs + j]!
      for (let j = 0; j < layer.outputs; j++) layer.bias[j] = weights[layer.biasOffset + j]!
    }
  }

  /** Writes what comes out for `rows` observations [rows × inputs] to `out`, the rows `stride` numbers apart. */
  run(observations: Float32Array, rows: number, out: Float32Array, stride: number): void {
    const { layers } = this
    if (this.buffers[0].length < rows * this.widest)
      this.buffers = [new Float64Array(rows * this.widest), new Float64Array(rows * this.widest)]
    let [from, to] = this.buffers
    const size = rows * layers[0]!.inputs
    for (let i = 0; i < size; i++) from[i] = observations[i]!
    for (const layer of layers) {
      affine(layer, from, rows, to)
      activate(layer.activation, to, rows * layer.outputs)
      const swap = from
      from = to
      to = swap
    }
    const { outputs } = this.network
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < outputs; i++) out[row * stride + i] = from[row * outputs + i]!
  }
}

/** y = x K + b, four rows at a time so that each weight is read once for four. */
function affine(layer: HeldLayer, x: Float64Array, rows: number, y: Float64Array): void {
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

function activate(activation: Activation, y: Float64Array, length: number): void {
  if (activation === 'relu') {
    for (let i = 0; i < length; i++) if (y[i]! < 0) y[i] = 0
  } else if (activation === 'tanh') for (let i = 0; i < length; i++) y[i] = 1 - 2 / (Math.exp(2 * y[i]!) + 1)
}
