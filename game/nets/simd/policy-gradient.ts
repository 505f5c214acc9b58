import { inputSize, parametersOf, policyOutputs, type PolicySpec } from '../spec.ts'
import { CHUNK, DensePasses, isDense, Room } from './dense-passes.ts'
import { hasVectors, startKernels, type Kernels } from './kernels.ts'

/** Judges one row of a batch: reads what the policy put out for it [policyOutputs(spec)] and its value, writes the gradient of the loss with regard
 *  to the outputs to `errors` [policyOutputs(spec)], and returns that with regard to the value. */
export type Judge = (row: number, outputs: Float32Array, value: number, errors: Float32Array) => number

/** The gradient of a loss over a policy of dense layers, by hand: the networks' passes in WebAssembly with vectors, the loss of each row in plain
 *  JavaScript. For small networks several times as fast as a tensor library, whose every operation crosses memory once more. */
export class PolicyGradient {
  private readonly kernels: Kernels
  private readonly actor: DensePasses
  private readonly critic: DensePasses | null
  private readonly view: Float32Array
  /** What the policy puts out for one row, log σ last where it is a vector, and its errors. */
  private readonly outputs: Float32Array
  private readonly errors: Float32Array
  /** Of log σ where it is a vector. */
  private readonly free: { offset: number; size: number } | null

  /** Throws RangeError where the policy has other layers than dense ones, or the engine no vectors. */
  constructor(private readonly spec: PolicySpec) {
    if (!hasVectors()) throw new RangeError('This engine has no WebAssembly with vectors')
    const room = new Room()
    const parameters = parametersOf(spec)
    this.actor = new DensePasses(spec.actor, 0, room)
    const first = parameters.find(({ name }) => name.startsWith('critic'))?.offset ?? 0
    this.critic = spec.critic && new DensePasses(spec.critic, first, room)
    this.free = parameters.find(({ name }) => name === 'actor.logDeviation') ?? null
    this.outputs = new Float32Array(policyOutputs(spec))
    this.errors = new Float32Array(policyOutputs(spec))
    this.kernels = startKernels(room.memory)
    this.view = room.view()
  }

  /** Takes flat weights [weightCount(spec)]. */
  load(weights: Float32Array): void {
    this.actor.load(weights, this.view)
    this.critic?.load(weights, this.view)
    const { free } = this
    if (free) this.outputs.set(weights.subarray(free.offset, free.offset + free.size), this.spec.actor.outputs)
  }

  /** Writes the gradient of the sum over rows of what `judge` differentiates to `gradient` [weightCount(spec)].
   *  observations [rows × inputs] */
  run(observations: Float32Array, rows: number, judge: Judge, gradient: Float32Array): void {
    const { actor, critic, view, kernels, outputs, errors, free } = this
    const size = inputSize(this.spec.actor)
    if (free) gradient.fill(0, free.offset, free.offset + free.size)
    for (let first = 0; first < rows; first += CHUNK) {
      const count = Math.min(CHUNK, rows - first)
      for (const passes of critic ? [actor, critic] : [actor]) {
        for (let row = 0; row < CHUNK; row++) {
          const to = passes.input / 4 + row * passes.inputStride
          for (let i = 0; i < size; i++) view[to + i] = row < count ? observations[(first + row) * size + i]! : 0
        }
        passes.forward(kernels)
      }
      for (let row = 0; row < CHUNK; row++) {
        const at = row * actor.outputStride
        for (let i = 0; i < actor.outputs; i++) outputs[i] = view[actor.output / 4 + at + i]!
        const value = critic ? view[critic.output / 4 + row * critic.outputStride]! : 0
        // Rows that only fill up the last chunk have no error.
        const ofValue = row < count ? judge(first + row, outputs, value, errors) : (errors.fill(0), 0)
        for (let i = 0; i < actor.outputs; i++) view[actor.outputError / 4 + at + i] = errors[i]!
        if (free)
          for (let i = 0; i < free.size; i++)
            gradient[free.offset + i] = gradient[free.offset + i]! + errors[actor.outputs + i]!
        if (critic) view[critic.outputError / 4 + row * critic.outputStride] = ofValue
      }
      actor.backward(kernels)
      critic?.backward(kernels)
    }
    actor.take(gradient, view)
    critic?.take(gradient, view)
  }
}

/** Whether `PolicyGradient` can be made here for this policy. */
export const hasPolicyGradient = ({ actor, critic }: PolicySpec): boolean =>
  isDense(actor) && (!critic || isDense(critic)) && hasVectors()
