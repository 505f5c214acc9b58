import { affine, type AffineMap } from './affine.ts'
import { patchesOf } from './patches.ts'
import { isSparse, sparseRows, type Observations, type SparseRows } from './sparse-rows.ts'
import { inputSize, networkParameters, sizeOf, stepsOf, type Activation, type Network } from './spec.ts'

/** A dense layer is one place, and a convolution many. Over sparse input the kernel is not transposed: there an input's weights lie side by side. */
interface HeldLayer extends AffineMap {
  /** What each place of a convolution sees; null where the layer is dense. */
  patches: Uint32Array[] | null
  /** Numbers of one row before it and after it. */
  before: number
  after: number
  activation: Activation
  kernelOffset: number
  biasOffset: number
}

/** One network in plain JavaScript. Holds its own copy of the weights. */
export class ForwardNetwork {
  private readonly layers: HeldLayer[]
  /** The first layer, where the input is sparse. */
  private readonly sparse: HeldLayer | null
  /** Numbers of the widest layer, for one row. */
  private readonly widest: number
  private buffers: readonly [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)]
  /** What all places of a convolution see, side by side. */
  private readonly seen: Float64Array

  /** first: where its parameters begin in the flat weights that `load` takes. */
  constructor(
    readonly network: Network,
    first: number,
  ) {
    const parameters = networkParameters(network, '', first)
    this.layers = stepsOf(network).map((step, i) => {
      const [kernel, bias] = [parameters[2 * i]!, parameters[2 * i + 1]!]
      return {
        inputs: kernel.size / bias.size,
        outputs: bias.size,
        patches: step.layer.kind === 'convolution' ? patchesOf(step) : null,
        before: sizeOf(step.from),
        after: sizeOf(step.to),
        activation: step.layer.activation,
        kernel: new Float64Array(kernel.size),
        bias: new Float64Array(bias.size),
        kernelOffset: kernel.offset,
        biasOffset: bias.offset,
      }
    })
    this.sparse = network.input.kind === 'sparse' ? this.layers[0]! : null
    this.widest = Math.max(...this.layers.flatMap(({ before, after }) => (this.sparse ? [after] : [before, after])))
    this.seen = new Float64Array(Math.max(0, ...this.layers.map((l) => (l.patches ? l.patches.length * l.inputs : 0))))
  }

  /** Takes its part of flat weights. */
  load(weights: Float32Array): void {
    for (const layer of this.layers) {
      const { inputs, outputs, kernel, kernelOffset } = layer
      if (layer === this.sparse) for (let i = 0; i < kernel.length; i++) kernel[i] = weights[kernelOffset + i]!
      else
        for (let i = 0; i < inputs; i++)
          for (let j = 0; j < outputs; j++) kernel[j * inputs + i] = weights[kernelOffset + i * outputs + j]!
      for (let j = 0; j < outputs; j++) layer.bias[j] = weights[layer.biasOffset + j]!
    }
  }

  /** Writes what comes out for `rows` observations [rows × inputs] to `out`, the rows `stride` numbers apart. Throws TypeError where the
   *  observations are sparse and the network's input is not. */
  run(observations: Observations, rows: number, out: Float32Array, stride: number): void {
    const { layers } = this
    if (this.buffers[0].length < rows * this.widest)
      this.buffers = [new Float64Array(rows * this.widest), new Float64Array(rows * this.widest)]
    let from = this.buffers[0]
    let to = this.buffers[1]
    let next = 0
    if (this.sparse) {
      const size = inputSize(this.network)
      sparseAffine(
        this.sparse,
        isSparse(observations) ? observations : sparseRows(observations, rows, size),
        rows,
        from,
      )
      activate(this.sparse.activation, from, rows * this.sparse.after)
      next = 1
    } else {
      if (isSparse(observations)) throw new TypeError('This network takes no sparse observations')
      const size = rows * layers[0]!.before
      for (let i = 0; i < size; i++) from[i] = observations[i]!
    }
    for (let l = next; l < layers.length; l++) {
      const layer = layers[l]!
      if (layer.patches) this.convolve(layer, from, rows, to)
      else affine(layer, from, rows, to)
      activate(layer.activation, to, rows * layer.after)
      const swap = from
      from = to
      to = swap
    }
    const { outputs } = this.network
    if (stride === outputs) for (let i = 0; i < rows * outputs; i++) out[i] = from[i]!
    else
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < outputs; i++) out[row * stride + i] = from[row * outputs + i]!
  }

  /** What each place sees is laid side by side, as rows of one product. */
  private convolve(layer: HeldLayer, x: Float64Array, rows: number, y: Float64Array): void {
    const { seen } = this
    const { inputs, before, after } = layer
    const patches = layer.patches!
    for (let row = 0; row < rows; row++) {
      for (let place = 0; place < patches.length; place++) {
        const patch = patches[place]!
        for (let i = 0; i < inputs; i++) seen[place * inputs + i] = x[row * before + patch[i]!]!
      }
      affine(layer, seen, patches.length, y.subarray(row * after, (row + 1) * after))
    }
  }
}

/** y = x K + b, over the numbers of x that are not 0. */
function sparseAffine(layer: HeldLayer, x: SparseRows, rows: number, y: Float64Array): void {
  const { outputs, kernel, bias } = layer
  const { starts, indices, values } = x
  for (let row = 0; row < rows; row++) {
    const at = row * outputs
    for (let j = 0; j < outputs; j++) y[at + j] = bias[j]!
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      const value = values[i]!
      const k = indices[i]! * outputs
      for (let j = 0; j < outputs; j++) y[at + j] = y[at + j]! + value * kernel[k + j]!
    }
  }
}

function activate(activation: Activation, y: Float64Array, length: number): void {
  if (activation === 'relu') {
    for (let i = 0; i < length; i++) if (y[i]! < 0) y[i] = 0
  } else if (activation === 'tanh') for (let i = 0; i < length; i++) y[i] = 1 - 2 / (Math.exp(2 * y[i]!) + 1)
}
