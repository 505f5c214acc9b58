import { inputSize, networkParameters, stepsOf, type Activation, type Network } from '../spec.ts'
import type { Kernels } from './kernels.ts'

/** Rows that are passed through together: few enough that all layers of them stay near the processor. */
export const CHUNK = 64

/** Where in memory a layer's parts lie, in bytes; widths are padded to whole vectors with zeros, which stay zero. */
interface Part {
  activation: Activation
  inputs: number
  outputs: number
  paddedInputs: number
  paddedOutputs: number
  /** [paddedInputs × paddedOutputs], the same transposed, and its gradient. */
  kernel: number
  transposed: number
  kernelGradient: number
  bias: number
  biasGradient: number
  /** What goes in [CHUNK × paddedInputs], and the error of what comes out [CHUNK × paddedOutputs]. */
  before: number
  error: number
  /** In the flat weights. */
  kernelOffset: number
  biasOffset: number
}

/** Numbers in the kernels' memory, given out once, all zero. */
export class Room {
  readonly memory = new WebAssembly.Memory({ initial: 1 })
  private used = 0

  /** Room for so many numbers; its first byte. */
  take(numbers: number): number {
    const at = this.used
    this.used += 16 * Math.ceil(numbers / 4)
    const missing = this.used - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65_536))
    return at
  }

  /** All numbers, from byte 0 on; no longer valid once more room is taken. */
  view(): Float32Array {
    return new Float32Array(this.memory.buffer)
  }
}

/** A length in whole vectors, two of them at a time. */
export const padded = (length: number): number => 8 * Math.ceil(length / 8)

/** Forward and backward passes of one network, up to CHUNK rows at a time. */
export interface Passes {
  readonly outputs: number
  /** Numbers from one row of outputs to the next. */
  readonly outputStride: number
  /** First bytes of the outputs and of their errors. */
  readonly output: number
  readonly outputError: number
  /** Takes its part of flat weights. view: all of the room. */
  load(weights: Float32Array, view: Float32Array): void
  /** Runs the rows that were laid before it. rows: a multiple of 4, CHUNK at most. */
  forward(kernels: Kernels, rows: number): void
  /** Adds to the gradient what the errors in `outputError` make of the rows that were run last, as many. */
  backward(kernels: Kernels, rows: number): void
  /** Writes the gradient that was added up to its part of a flat one, and begins a new one. */
  take(gradient: Float32Array, view: Float32Array): void
}

/** Forward and backward passes of a network of dense layers with single precision, up to CHUNK rows at a time. Backpropagation (Rumelhart et al. 1986):
 *  y = activation(x K + b); δK += xᵀ δy, δb += Σ δy, δx = δy Kᵀ, each δy times the slope of its activation. */
export class DensePasses implements Passes {
  readonly inputs: number
  readonly outputs: number
  /** Numbers from one row of inputs, and of outputs, to the next. */
  readonly inputStride: number
  readonly outputStride: number
  /** First bytes of the inputs, the outputs and the errors of the outputs. */
  readonly input: number
  readonly output: number
  readonly outputError: number
  private readonly parts: readonly Part[]
  private readonly zeros: number
  private readonly inputError: number | null

  /** first: where the network's parameters begin in flat weights. places: where its inputs lie, if not in room of its own, and where `backward`
   *  writes their errors, if anywhere [CHUNK × inputStride each]. Throws RangeError where it has other layers than dense ones. */
  constructor(
    network: Network,
    first: number,
    room: Room,
    { input, inputError }: { input?: number; inputError?: number } = {},
  ) {
    if (!isDense(network)) throw new RangeError('These passes are for dense layers over a vector')
    const parameters = networkParameters(network, '', first)
    this.inputs = inputSize(network)
    this.outputs = network.outputs
    this.inputStride = padded(this.inputs)
    this.outputStride = padded(this.outputs)
    this.input = input ?? room.take(CHUNK * this.inputStride)
    this.inputError = inputError ?? null
    let before = this.input
    this.parts = stepsOf(network).map(({ layer, from, to }, i): Part => {
      const [inputs, outputs] = [from[0]!, to[0]!]
      const [paddedInputs, paddedOutputs] = [padded(inputs), padded(outputs)]
      const part = {
        activation: layer.activation,
        inputs,
        outputs,
        paddedInputs,
        paddedOutputs,
        before,
        kernel: room.take(paddedInputs * paddedOutputs),
        transposed: room.take(paddedInputs * paddedOutputs),
        kernelGradient: room.take(paddedInputs * paddedOutputs),
        bias: room.take(paddedOutputs),
        biasGradient: room.take(paddedOutputs),
        error: room.take(CHUNK * paddedOutputs),
        kernelOffset: parameters[2 * i]!.offset,
        biasOffset: parameters[2 * i + 1]!.offset,
      }
      before = room.take(CHUNK * paddedOutputs)
      return part
    })
    this.output = before
    this.outputError = this.parts.at(-1)!.error
    this.zeros = room.take(Math.max(this.inputStride, ...this.parts.map(({ paddedOutputs }) => paddedOutputs)))
  }

  load(weights: Float32Array, view: Float32Array): void {
    for (const part of this.parts) {
      const { inputs, outputs, paddedInputs, paddedOutputs } = part
      for (let i = 0; i < inputs; i++)
        for (let j = 0; j < outputs; j++) {
          const weight = weights[part.kernelOffset + i * outputs + j]!
          view[part.kernel / 4 + i * paddedOutputs + j] = weight
          view[part.transposed / 4 + j * paddedInputs + i] = weight
        }
      view.set(weights.subarray(part.biasOffset, part.biasOffset + outputs), part.bias / 4)
    }
  }

  forward(kernels: Kernels, rows: number): void {
    for (let i = 0; i < this.parts.length; i++) {
      const { before, kernel, bias, paddedInputs, paddedOutputs, activation } = this.parts[i]!
      const after = this.parts[i + 1]?.before ?? this.output
      const [row, wide] = [4 * paddedInputs, 4 * paddedOutputs]
      kernels.product(before, row, 4, kernel, wide, bias, 0, after, wide, rows, paddedOutputs, paddedInputs)
      if (activation !== 'linear') kernels[activation](after, rows * paddedOutputs)
    }
  }

  /** ofWeights: the gradient of its weights is added up; else only the errors of its inputs are found. */
  backward(kernels: Kernels, rows: number, ofWeights = true): void {
    for (let i = this.parts.length - 1; i >= 0; i--) {
      const { before, error, transposed, kernelGradient, biasGradient, paddedInputs, paddedOutputs } = this.parts[i]!
      const [row, wide] = [4 * paddedInputs, 4 * paddedOutputs]
      if (ofWeights) {
        const own = kernelGradient
        kernels.product(before, 4, row, error, wide, own, wide, own, wide, paddedInputs, paddedOutputs, rows)
        kernels.addRows(error, biasGradient, rows, paddedOutputs)
      }
      const below = this.parts[i - 1]
      const to = below?.error ?? this.inputError
      if (to === null) continue
      kernels.product(error, wide, 4, transposed, row, this.zeros, 0, to, row, rows, paddedInputs, paddedOutputs)
      if (below?.activation === 'tanh') kernels.tanhSlope(to, before, rows * paddedInputs)
      if (below?.activation === 'relu') kernels.reluSlope(to, before, rows * paddedInputs)
    }
  }

  take(gradient: Float32Array, view: Float32Array): void {
    for (const { inputs, outputs, paddedInputs, paddedOutputs, ...part } of this.parts) {
      const from = part.kernelGradient / 4
      for (let i = 0; i < inputs; i++)
        for (let j = 0; j < outputs; j++)
          gradient[part.kernelOffset + i * outputs + j] = view[from + i * paddedOutputs + j]!
      view.fill(0, from, from + paddedInputs * paddedOutputs)
      const bias = part.biasGradient / 4
      gradient.set(view.subarray(bias, bias + outputs), part.biasOffset)
      view.fill(0, bias, bias + paddedOutputs)
    }
  }
}

/** Whether a network has dense layers alone, over a plain vector. */
const isDense = ({ input, layers }: Network): boolean =>
  input.kind === 'vector' && layers.every(({ kind }) => kind === 'dense')
