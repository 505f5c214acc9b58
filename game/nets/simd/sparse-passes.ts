import type { SparseRows } from '../sparse-rows.ts'
import { inputSize, networkParameters, stepsOf, type Activation, type Network } from '../spec.ts'
import { CHUNK, DensePasses, padded, type Passes, type Room } from './dense-passes.ts'
import type { Kernels } from './kernels.ts'

/** The passes of a network over observations nearly all of whose numbers are 0. The first layer adds up the rows of its kernel that belong to the
 *  numbers that are not, and its gradient goes to these rows alone: for 40 of 6,400 pixels that is less than a hundredth of the work, and the same
 *  result but for the order of the sum. The other layers are dense. */
export class SparsePasses implements Passes {
  readonly outputs: number
  readonly outputStride: number
  readonly output: number
  readonly outputError: number
  private readonly rest: DensePasses | null
  private readonly activation: Activation
  private readonly inputs: number
  private readonly units: number
  private readonly kernel: number
  private readonly kernelGradient: number
  private readonly bias: number
  private readonly biasGradient: number
  private readonly after: number
  private readonly error: number
  /** The pairs of one row: where in the kernel, in bytes, and the number. */
  private readonly list: number
  private readonly kernelOffset: number
  private readonly biasOffset: number
  private view: Float32Array = new Float32Array(0)
  private places: Uint32Array = new Uint32Array(0)
  private laid: { rows: SparseRows; first: number; count: number } | null = null

  /** first: where the network's parameters begin in flat weights. Throws RangeError where it has other layers than dense ones. */
  constructor(network: Network, first: number, room: Room) {
    const [step] = stepsOf(network)
    const [kernel, bias] = networkParameters(network, '', first)
    if (network.input.kind !== 'sparse' || !step || !kernel || !bias || step.layer.kind !== 'dense')
      throw new RangeError('These passes are for dense layers over sparse numbers')
    this.inputs = inputSize(network)
    this.units = step.to[0]!
    this.activation = step.layer.activation
    this.kernelOffset = kernel.offset
    this.biasOffset = bias.offset
    const stride = padded(this.units)
    this.kernel = room.take(this.inputs * stride)
    this.kernelGradient = room.take(this.inputs * stride)
    this.bias = room.take(stride)
    this.biasGradient = room.take(stride)
    this.after = room.take(CHUNK * stride)
    this.error = room.take(CHUNK * stride)
    this.list = room.take(2 * this.inputs)
    const [, ...layers] = network.layers
    this.rest =
      network.layers.length === 0
        ? null
        : new DensePasses(
            { ...network, input: { kind: 'vector', length: this.units }, layers },
            bias.offset + bias.size,
            room,
            { input: this.after, inputError: this.error },
          )
    this.outputs = network.outputs
    this.outputStride = this.rest?.outputStride ?? stride
    this.output = this.rest?.output ?? this.after
    this.outputError = this.rest?.outputError ?? this.error
  }

  load(weights: Float32Array, view: Float32Array): void {
    this.view = view
    this.places = new Uint32Array(view.buffer)
    const { inputs, units, kernelOffset, biasOffset } = this
    const stride = padded(units)
    if (stride === units) view.set(weights.subarray(kernelOffset, kernelOffset + inputs * units), this.kernel / 4)
    else
      for (let i = 0; i < inputs; i++) {
        const from = kernelOffset + i * units
        view.set(weights.subarray(from, from + units), this.kernel / 4 + i * stride)
      }
    view.set(weights.subarray(biasOffset, biasOffset + units), this.bias / 4)
    this.rest?.load(weights, view)
  }

  /** Lays so many rows before the network, CHUNK at most. */
  lay(rows: SparseRows, first: number, count: number): void {
    this.laid = { rows, first, count }
  }

  forward(kernels: Kernels, rows: number): void {
    const stride = padded(this.units)
    for (let row = 0; row < rows; row++) {
      const y = this.after + 4 * row * stride
      this.view.copyWithin(y / 4, this.bias / 4, this.bias / 4 + stride)
      const end = this.listOf(row)
      if (end > this.list) kernels.gather(this.list, end, this.kernel, y, stride)
    }
    if (this.activation !== 'linear') kernels[this.activation](this.after, rows * stride)
    this.rest?.forward(kernels, rows)
  }

  backward(kernels: Kernels, rows: number): void {
    const stride = padded(this.units)
    this.rest?.backward(kernels, rows)
    if (this.rest && this.activation !== 'linear')
      kernels[this.activation === 'tanh' ? 'tanhSlope' : 'reluSlope'](this.error, this.after, rows * stride)
    kernels.addRows(this.error, this.biasGradient, rows, stride)
    for (let row = 0; row < rows; row++) {
      const end = this.listOf(row)
      if (end > this.list) kernels.scatter(this.list, end, this.kernelGradient, this.error + 4 * row * stride, stride)
    }
  }

  take(gradient: Float32Array, view: Float32Array): void {
    const { inputs, units, kernelOffset, biasOffset } = this
    const stride = padded(units)
    const from = this.kernelGradient / 4
    if (stride === units) gradient.set(view.subarray(from, from + inputs * units), kernelOffset)
    else
      for (let i = 0; i < inputs; i++)
        gradient.set(view.subarray(from + i * stride, from + i * stride + units), kernelOffset + i * units)
    view.fill(0, from, from + inputs * stride)
    const bias = this.biasGradient / 4
    gradient.set(view.subarray(bias, bias + units), biasOffset)
    view.fill(0, bias, bias + stride)
    this.rest?.take(gradient, view)
  }

  /** Writes the pairs of a row that is laid before it; where they end. Rows that only fill up have none. */
  private listOf(row: number): number {
    const { laid, view, places, units } = this
    if (!laid || row >= laid.count) return this.list
    const { starts, indices, values } = laid.rows
    const wide = 4 * padded(units)
    let at = this.list / 4
    for (let i = starts[laid.first + row]!; i < starts[laid.first + row + 1]!; i++) {
      places[at] = indices[i]! * wide
      view[at + 1] = values[i]!
      at += 2
    }
    return 4 * at
  }
}
