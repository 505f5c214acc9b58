import type { ActionHead } from './action-head.ts'
import { patchesOf } from './patches.ts'
import type { Numbers } from './heads/distribution.ts'
import {
  inputSize,
  networkParameters,
  policyOutputs,
  sizeOf,
  stepsOf,
  type Activation,
  type PolicySpec,
} from './spec.ts'

/** Mean cross-entropy −log π(action | observation) over rows, each times its share, and its gradient with regard to the actor's weights, written to `gradient`
 *  [weightCount(spec)]; the critic's part stays as it is. Backpropagation (Rumelhart et al. 1986) in plain JavaScript: for a few hundred
 *  rows of a tiny network, quicker than calling anything.
 *  observations [rows × inputs] · raw: actions [rows × head.numbers] · shares: what each row counts, below 0 where it is to become less
 *  likely; 1 where missing [rows] */
export function crossEntropy(
  spec: PolicySpec,
  head: ActionHead,
  weights: Float32Array,
  observations: Float32Array,
  raw: Numbers,
  gradient: Float32Array,
  shares?: Float32Array,
): number {
  const rows = raw.length / head.numbers
  const { actor, deviation } = spec
  const steps = stepsOf(actor)
  const layers = networkParameters(actor, 'actor')
  const depth = steps.length
  const widths = [inputSize(actor), ...steps.map(({ to }) => sizeOf(to))]
  const patches = steps.map(patchesOf)
  const values = widths.map((width) => new Float64Array(width))
  const errors = widths.map((width) => new Float64Array(width))
  const last = layers.at(-1)!
  // log σ, where it is a vector, lies right behind the actor's layers.
  const free = last.offset + last.size
  const outputs = new Float64Array(policyOutputs(spec))
  const error = new Float64Array(outputs.length)
  if (deviation === 'vector') outputs.set(weights.subarray(free, free + actor.outputs), actor.outputs)
  gradient.fill(0, 0, free + outputs.length - actor.outputs)
  let loss = 0
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < widths[0]!; i++) values[0]![i] = observations[row * widths[0]! + i]!
    for (let l = 0; l < depth; l++) {
      const [x, y] = [values[l]!, values[l + 1]!]
      const [kernel, bias] = [layers[2 * l]!.offset, layers[2 * l + 1]!.offset]
      const width = layers[2 * l + 1]!.size
      let first = 0
      for (const patch of patches[l]!) {
        for (let j = 0; j < width; j++) y[first + j] = weights[bias + j]!
        for (let i = 0; i < patch.length; i++) {
          const value = x[patch[i]!]!
          const at = kernel + i * width
          for (let j = 0; j < width; j++) y[first + j] = y[first + j]! + value * weights[at + j]!
        }
        first += width
      }
      activate(steps[l]!.layer.activation, y)
    }
    outputs.set(values[depth]!)
    const share = shares ? shares[row]! : 1
    loss += share * head.loss(outputs, raw, row * head.numbers, error)
    if (share !== 1) for (let i = 0; i < error.length; i++) error[i] = share * error[i]!
    errors[depth]!.set(error.subarray(0, actor.outputs))
    for (let i = actor.outputs; i < outputs.length; i++)
      gradient[free + i - actor.outputs] = gradient[free + i - actor.outputs]! + error[i]! / rows
    for (let l = depth - 1; l >= 0; l--) {
      const [x, error, before] = [values[l]!, errors[l + 1]!, errors[l]!]
      const [kernel, bias] = [layers[2 * l]!.offset, layers[2 * l + 1]!.offset]
      const below = l > 0 ? steps[l - 1]!.layer.activation : 'linear'
      const width = layers[2 * l + 1]!.size
      before.fill(0)
      let first = 0
      for (const patch of patches[l]!) {
        for (let j = 0; j < width; j++) gradient[bias + j] = gradient[bias + j]! + error[first + j]! / rows
        for (let i = 0; i < patch.length; i++) {
          const value = x[patch[i]!]!
          const at = kernel + i * width
          let sum = 0
          for (let j = 0; j < width; j++) {
            gradient[at + j] = gradient[at + j]! + (value * error[first + j]!) / rows
            sum += weights[at + j]! * error[first + j]!
          }
          before[patch[i]!] = before[patch[i]!]! + sum * slope(below, value)
        }
        first += width
      }
    }
  }
  return loss / rows
}

function activate(activation: Activation, y: Float64Array): void {
  if (activation === 'tanh') for (let i = 0; i < y.length; i++) y[i] = Math.tanh(y[i]!)
  if (activation === 'relu') for (let i = 0; i < y.length; i++) y[i] = Math.max(0, y[i]!)
}

/** The derivative of an activation where it puts out `y`. */
function slope(activation: Activation, y: number): number {
  return activation === 'tanh' ? 1 - y * y : activation === 'linear' || y > 0 ? 1 : 0
}
