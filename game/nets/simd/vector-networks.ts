import { inputSize, networkParameters, type Network } from '../spec.ts'
import { CHUNK, DensePasses, padded, Room } from './dense-passes.ts'
import { hasVectors, startKernels, type Kernels } from './kernels.ts'

/** Judges one row of a batch: reads what the networks put out for it, and writes the gradient of the loss with regard to that to `errors`
 *  [outputs each]. */
export type JudgeOutputs = (row: number, outputs: Float32Array, errors: Float32Array) => void

/** One or more networks of dense layers, of one shape and over the same inputs, in WebAssembly with vectors: what they put out, and the gradient of a
 *  loss with regard to their weights and to their inputs. Of a network that takes an observation and an action, the latter is dQ/da. Holds
 *  its own copy of the weights. */
export class VectorNetworks {
  /** Numbers that all of them put out for one row, one network's after the other's. */
  readonly outputs: number
  /** Numbers of the weights of all. */
  readonly weightCount: number
  private readonly networks: readonly { passes: DensePasses; inputError: number }[]
  private readonly inputs: number
  private readonly kernels: Kernels
  private readonly view: Float32Array
  private readonly row: Float32Array
  private readonly errors: Float32Array

  /** Weights are 0 at first. Throws RangeError where the network has other layers than dense ones over a vector, or the engine has no vectors. */
  constructor(network: Network, count = 1) {
    if (!hasVectors()) throw new RangeError('This engine has no WebAssembly with vectors')
    const room = new Room()
    const last = networkParameters(network, '').at(-1)!
    const size = last.offset + last.size
    let input: number | undefined
    this.networks = Array.from({ length: count }, (_, i) => {
      const inputError = room.take(CHUNK * padded(inputSize(network)))
      const passes = new DensePasses(network, i * size, room, { inputError, ...(input === undefined ? {} : { input }) })
      input ??= passes.input
      return { passes, inputError }
    })
    this.inputs = this.networks[0]!.passes.inputs
    this.outputs = count * network.outputs
    this.weightCount = count * size
    this.row = new Float32Array(this.outputs)
    this.errors = new Float32Array(this.outputs)
    this.kernels = startKernels(room.memory)
    this.view = room.view()
  }

  /** Takes the flat weights of all, one network's after the other's [weightCount]. */
  load(weights: Float32Array): void {
    if (weights.length !== this.weightCount)
      throw new RangeError(`These networks have ${this.weightCount} weights, not ${weights.length}`)
    for (const { passes } of this.networks) passes.load(weights, this.view)
  }

  /** Writes what they put out for `rows` inputs [rows × inputs] to `out` [rows × outputs]. Throws RangeError where the lengths do not fit. */
  run(inputs: Float32Array, rows: number, out: Float32Array): void {
    if (out.length !== rows * this.outputs)
      throw new RangeError(`These networks put out ${this.outputs} numbers a row: ${rows} rows are not ${out.length}`)
    this.forward(inputs, rows, (row) => out.set(this.row, row * this.outputs))
  }

  /** Finds the gradient of the sum over rows of what `judge` differentiates: with regard to the weights, written to `to.weights` [weightCount], and to
   *  the inputs, written to `to.inputs` [rows × inputs]; whichever is wanted. Throws RangeError where the lengths do not fit. */
  gradient(
    inputs: Float32Array,
    rows: number,
    judge: JudgeOutputs,
    to: { weights?: Float32Array; inputs?: Float32Array },
  ): void {
    const { networks, kernels, view, row, errors } = this
    if (to.inputs && to.inputs.length !== inputs.length)
      throw new RangeError(`A gradient of ${inputs.length} inputs has as many numbers, not ${to.inputs.length}`)
    to.inputs?.fill(0)
    const judgeRow = (index: number, at: number): void => {
      errors.fill(0)
      judge(index, row, errors)
      this.place(at)
    }
    const back = (first: number, count: number, filled: number): void => {
      // Rows that only fill up the last four have no error.
      errors.fill(0)
      for (let at = count; at < filled; at++) this.place(at)
      for (const { passes, inputError } of networks) {
        passes.backward(kernels, filled, to.weights !== undefined)
        if (to.inputs) this.addInputErrors(passes, inputError / 4, { first, count }, to.inputs)
      }
    }
    this.forward(inputs, rows, judgeRow, back)
    if (to.weights) for (const { passes } of networks) passes.take(to.weights, view)
  }

  /** Runs all rows, a chunk at a time. read: told of each row, whose outputs are in `row`, and where it lies in its chunk. */
  private forward(
    inputs: Float32Array,
    rows: number,
    read: (row: number, at: number) => void,
    done?: (first: number, count: number, filled: number) => void,
  ): void {
    const { networks, kernels, view, row } = this
    if (inputs.length !== rows * this.inputs)
      throw new RangeError(`These networks take ${this.inputs} numbers a row: ${rows} rows are not ${inputs.length}`)
    for (let first = 0; first < rows; first += CHUNK) {
      const count = Math.min(CHUNK, rows - first)
      const filled = 4 * Math.ceil(count / 4)
      this.lay(inputs, first, count)
      for (const { passes } of networks) passes.forward(kernels, filled)
      for (let at = 0; at < count; at++) {
        let i = 0
        for (const { passes } of networks) {
          const from = passes.output / 4 + at * passes.outputStride
          for (let j = 0; j < passes.outputs; j++) row[i++] = view[from + j]!
        }
        read(first + at, at)
      }
      done?.(first, count, filled)
    }
  }

  /** Lays `errors` before the networks as those of a row of the chunk. */
  private place(at: number): void {
    let i = 0
    for (const { passes } of this.networks) {
      const to = passes.outputError / 4 + at * passes.outputStride
      for (let j = 0; j < passes.outputs; j++) this.view[to + j] = this.errors[i++]!
    }
  }

  private lay(inputs: Float32Array, first: number, count: number): void {
    const { inputStride, input } = this.networks[0]!.passes
    for (let row = 0; row < count; row++)
      for (let i = 0; i < this.inputs; i++)
        this.view[input / 4 + row * inputStride + i] = inputs[(first + row) * this.inputs + i]!
  }

  private addInputErrors(
    { inputStride }: DensePasses,
    from: number,
    { first, count }: { first: number; count: number },
    to: Float32Array,
  ): void {
    const { inputs, view } = this
    for (let row = 0; row < count; row++)
      for (let i = 0; i < inputs; i++) {
        const at = (first + row) * inputs + i
        to[at] = to[at]! + view[from + row * inputStride + i]!
      }
  }
}
