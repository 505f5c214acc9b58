import { isSparse, sparseRows, type Observations } from '../sparse-rows.ts'
import { inputSize, parametersOf, policyOutputs, type Network, type PolicySpec } from '../spec.ts'
import { CHUNK, DensePasses, type Passes, Room } from './dense-passes.ts'
import { SparsePasses } from './sparse-passes.ts'
import { hasVectors, startKernels, type Kernels } from './kernels.ts'

/** Judges one row of a batch: reads what the policy put out for it [policyOutputs(spec)] and its value, writes the gradient of the loss with regard
 *  to the outputs to `errors` [policyOutputs(spec)], and returns that with regard to the value. */
export type Judge = (row: number, outputs: Float32Array, value: number, errors: Float32Array) => number

/** A policy of dense layers in WebAssembly with vectors, in single precision: what it puts out, and the gradient of a loss, whose rows are judged in
 *  plain JavaScript. For small networks several times as fast as a tensor library, whose every operation crosses memory once more. Holds its own
 *  copy of the weights. */
export class VectorPolicy {
  private readonly kernels: Kernels
  private readonly actor: DensePasses | SparsePasses
  private readonly critic: DensePasses | SparsePasses | null
  private readonly view: Float32Array
  /** What the policy puts out for one row, log σ last where it is a vector, and its errors. */
  private readonly row: Float32Array
  private readonly errors: Float32Array
  /** Of log σ where it is a vector. */
  private readonly free: { offset: number; size: number } | null

  /** Throws RangeError where the policy has other layers than dense ones, its networks see different things, or the engine has no vectors. */
  constructor(
    readonly spec: PolicySpec,
    weights: Float32Array,
  ) {
    if (!hasVectors()) throw new RangeError('This engine has no WebAssembly with vectors')
    const room = new Room()
    const parameters = parametersOf(spec)
    this.actor = passesOf(spec.actor, 0, room)
    const first = parameters.find(({ name }) => name.startsWith('critic'))?.offset ?? 0
    this.critic = spec.critic && passesOf(spec.critic, first, room, this.actor)
    this.free = parameters.find(({ name }) => name === 'actor.logDeviation') ?? null
    this.row = new Float32Array(policyOutputs(spec))
    this.errors = new Float32Array(policyOutputs(spec))
    this.kernels = startKernels(room.memory)
    this.view = room.view()
    this.load(weights)
  }

  /** Takes flat weights [weightCount(spec)]. */
  load(weights: Float32Array): void {
    this.actor.load(weights, this.view)
    this.critic?.load(weights, this.view)
    const { free } = this
    if (free) this.row.set(weights.subarray(free.offset, free.offset + free.size), this.spec.actor.outputs)
  }

  /** Writes what the policy puts out for `rows` observations [rows × inputs] to `out` [rows × policyOutputs(spec)]. */
  outputs(observations: Observations, rows: number, out: Float32Array): void {
    const { actor, row } = this
    this.pass(actor, observations, rows, (index, at) => {
      for (let i = 0; i < actor.outputs; i++) row[i] = this.view[at + i]!
      out.set(row, index * row.length)
    })
  }

  /** Writes the values of `rows` observations [rows × inputs] to `out` [rows]. Throws where the policy has no value network. */
  values(observations: Observations, rows: number, out: Float32Array): void {
    if (!this.critic) throw new Error('This policy has no value network')
    this.pass(this.critic, observations, rows, (index, at) => (out[index] = this.view[at]!))
  }

  /** Writes the gradient of the sum over rows of what `judge` differentiates to `gradient` [weightCount(spec)].
   *  observations [rows × inputs] */
  gradient(observations: Observations, rows: number, judge: Judge, gradient: Float32Array): void {
    const { actor, critic, view, kernels, row, errors, free } = this
    if (free) gradient.fill(0, free.offset, free.offset + free.size)
    const seen = this.taken(observations, rows)
    for (let first = 0; first < rows; first += CHUNK) {
      const count = Math.min(CHUNK, rows - first)
      const filled = this.lay(seen, first, count)
      actor.forward(kernels, filled)
      critic?.forward(kernels, filled)
      for (let index = 0; index < filled; index++) {
        const at = index * actor.outputStride
        for (let i = 0; i < actor.outputs; i++) row[i] = view[actor.output / 4 + at + i]!
        const value = critic ? view[critic.output / 4 + index * critic.outputStride]! : 0
        // Rows that only fill up the last four have no error.
        const ofValue = index < count ? judge(first + index, row, value, errors) : (errors.fill(0), 0)
        for (let i = 0; i < actor.outputs; i++) view[actor.outputError / 4 + at + i] = errors[i]!
        if (free)
          for (let i = 0; i < free.size; i++)
            gradient[free.offset + i] = gradient[free.offset + i]! + errors[actor.outputs + i]!
        if (critic) view[critic.outputError / 4 + index * critic.outputStride] = ofValue
      }
      actor.backward(kernels, filled)
      critic?.backward(kernels, filled)
    }
    actor.take(gradient, view)
    critic?.take(gradient, view)
  }

  /** Runs the rows through one network; `read` is told where in `view` the outputs of each begin. */
  private pass(
    passes: Passes,
    observations: Observations,
    rows: number,
    read: (row: number, at: number) => void,
  ): void {
    const seen = this.taken(observations, rows)
    for (let first = 0; first < rows; first += CHUNK) {
      const count = Math.min(CHUNK, rows - first)
      passes.forward(this.kernels, this.lay(seen, first, count))
      for (let row = 0; row < count; row++) read(first + row, passes.output / 4 + row * passes.outputStride)
    }
  }

  /** Observations as its networks take them. */
  private taken(observations: Observations, rows: number): Observations {
    const sparse = this.actor instanceof SparsePasses
    if (isSparse(observations) && !sparse) throw new TypeError('This policy takes no sparse observations')
    if (isSparse(observations) || !sparse) return observations
    return sparseRows(observations, rows, inputSize(this.spec.actor))
  }

  /** Lays a chunk of rows before both networks, and zeros up to a multiple of four rows; their number. */
  private lay(observations: Observations, first: number, count: number): number {
    const { actor, critic, view } = this
    const filled = 4 * Math.ceil(count / 4)
    if (isSparse(observations)) {
      for (const passes of [actor, critic]) if (passes instanceof SparsePasses) passes.lay(observations, first, count)
    } else if (actor instanceof DensePasses) {
      const { inputs, inputStride } = actor
      const to = actor.input / 4
      for (let row = 0; row < count; row++)
        for (let i = 0; i < inputs; i++) view[to + row * inputStride + i] = observations[(first + row) * inputs + i]!
      view.fill(0, to + count * inputStride, to + filled * inputStride)
    }
    return filled
  }
}

/** The passes of one network; dense ones share what lies before them. */
function passesOf(
  network: Network,
  first: number,
  room: Room,
  beside?: DensePasses | SparsePasses,
): DensePasses | SparsePasses {
  if (network.input.kind === 'sparse' && !(beside instanceof DensePasses)) return new SparsePasses(network, first, room)
  if (beside instanceof SparsePasses) throw new RangeError('Actor and critic see different things')
  return new DensePasses(network, first, room, beside ? { input: beside.input } : {})
}

/** Whether a `VectorPolicy` can be made here for this policy. */
export const hasVectorPolicy = ({ actor, critic }: PolicySpec): boolean =>
  actor.input.kind !== 'image' &&
  [actor, ...(critic ? [critic] : [])].every(
    ({ input, layers }) => input.kind === actor.input.kind && layers.every(({ kind }) => kind === 'dense'),
  ) &&
  hasVectors()
