import { VectorPolicy } from '../../../nets/simd/vector-policy.ts'
import {
  networkParameters,
  parametersOf,
  weightCount,
  type ParameterShape,
  type PolicySpec,
} from '../../../nets/spec.ts'
import { GREEDY_SCALE } from '../../maths/greedy-outputs.ts'

/** Reads the values of one row's actions, and writes the gradient of the loss with regard to them [actions each]. */
export type JudgeValues = (row: number, values: Float32Array, errors: Float32Array) => void

/** Q(s, ·) of a policy's networks: the actor's outputs or, dueling, Q = V + A − mean A with its value network as V and the actor as A (Wang and others
 *  2016, equation 9). */
export class ActionValues {
  readonly weights: Float32Array<ArrayBuffer>
  private readonly policy: VectorPolicy
  private readonly actions: number
  /** Where the actor's last layer lies in the weights. */
  private readonly last: { from: number; to: number }
  /** The first layers. */
  private readonly firsts: readonly { kernel: ParameterShape; bias: ParameterShape }[]
  private readonly row: Float32Array
  private readonly rowErrors: Float32Array

  /** Weights are 0 at first. */
  constructor(
    { actor, critic }: PolicySpec,
    private readonly dueling: boolean,
  ) {
    const spec = { actor, deviation: null, critic: dueling ? critic : null }
    this.weights = new Float32Array(weightCount(spec))
    this.policy = new VectorPolicy(spec, this.weights)
    this.actions = actor.outputs
    const [kernel, bias] = networkParameters(actor, 'actor').slice(-2)
    this.last = { from: kernel!.offset, to: bias!.offset + bias!.size }
    const parameters = parametersOf(spec)
    const named = (name: string): ParameterShape[] => parameters.filter((each) => each.name === name)
    this.firsts = ['actor', 'critic'].flatMap((network) =>
      named(`${network}.0.kernel`).map((first) => ({ kernel: first, bias: named(`${network}.0.bias`)[0]! })),
    )
    this.row = new Float32Array(this.actions)
    this.rowErrors = new Float32Array(this.actions)
  }

  /** Takes the weights as they are now. */
  refresh(): void {
    this.policy.load(this.weights)
  }

  /** Has the networks put out for inputs of these means and deviations what they put out for standardised ones: kernel ÷ σ, bias − µ · kernel ÷ σ. What
   *  never varied counts as it is. */
  fitInputs(means: ArrayLike<number>, deviations: ArrayLike<number>): void {
    const { weights } = this
    for (const { kernel, bias } of this.firsts)
      for (let i = 0; i < means.length; i++)
        for (let j = 0; j < bias.size; j++) {
          const at = kernel.offset + i * bias.size + j
          weights[at] = weights[at]! / (deviations[i]! > 1e-6 ? deviations[i]! : 1)
          weights[bias.offset + j] = weights[bias.offset + j]! - means[i]! * weights[at]
        }
    this.refresh()
  }

  /** Takes those of a policy, whose logits are values enlarged [as many, or more]. */
  take(policy: Float32Array): void {
    const { weights, last } = this
    weights.set(policy.subarray(0, weights.length))
    for (let i = last.from; i < last.to; i++) weights[i] = weights[i]! / GREEDY_SCALE
    this.refresh()
  }

  /** Writes its weights to those of a policy, whose logits are the values enlarged. */
  give(policy: Float32Array): void {
    const { weights, last } = this
    policy.set(weights)
    for (let i = last.from; i < last.to; i++) policy[i] = weights[i]! * GREEDY_SCALE
  }

  /** Writes the values of all actions for `rows` observations [rows × inputs] to `out` [rows × actions]. */
  of(observations: Float32Array, rows: number, out: Float32Array): void {
    const { policy, actions } = this
    policy.outputs(observations, rows, out)
    if (!this.dueling) return
    const states = new Float32Array(rows)
    policy.values(observations, rows, states)
    for (let row = 0; row < rows; row++) {
      const shift = states[row]! - meanOf(out, row * actions, actions)
      for (let i = row * actions; i < (row + 1) * actions; i++) out[i] = out[i]! + shift
    }
  }

  /** Writes the gradient of the sum over rows of what `judge` differentiates to `gradient` [as many as weights]. */
  gradient(observations: Float32Array, rows: number, judge: JudgeValues, gradient: Float32Array): void {
    const { policy, actions, row, rowErrors, dueling } = this
    policy.gradient(
      observations,
      rows,
      (index, outputs, state, errors) => {
        if (!dueling) {
          judge(index, outputs, errors)
          return 0
        }
        const shift = state - meanOf(outputs, 0, actions)
        for (let i = 0; i < actions; i++) row[i] = outputs[i]! + shift
        judge(index, row, rowErrors)
        const mean = meanOf(rowErrors, 0, actions)
        for (let i = 0; i < actions; i++) errors[i] = rowErrors[i]! - mean
        return mean * actions
      },
      gradient,
    )
  }
}

function meanOf(numbers: Float32Array, from: number, count: number): number {
  let sum = 0
  for (let i = from; i < from + count; i++) sum += numbers[i]!
  return sum / count
}
