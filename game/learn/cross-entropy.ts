import type { ActionHead } from '../nets/action-head.ts'
import type { Numbers } from '../nets/heads/distribution.ts'
import { parametersOf, type NetworkSpec } from '../nets/spec.ts'

/** Mean cross-entropy −log π(action | observation) over rows, and its gradient with regard to the actor's weights, written to `gradient`
 *  [weightCount(spec)]; the critic's part stays as it is. Backpropagation (Rumelhart et al. 1986) in plain JavaScript: for a few hundred
 *  rows of a tiny network, quicker than calling anything.
 *  observations [rows × inputs] · raw: actions [rows × head.numbers] */
export function crossEntropy(
  spec: NetworkSpec,
  head: ActionHead,
  weights: Float32Array,
  observations: Float32Array,
  raw: Numbers,
  gradient: Float32Array,
): number {
  const rows = raw.length / head.numbers
  const layers = parametersOf(spec).filter((parameter) => parameter.name.startsWith('actor'))
  const depth = layers.length / 2
  const widths = [spec.inputs, ...spec.hidden, spec.actions]
  const values = widths.map((width) => new Float64Array(width))
  const errors = widths.map((width) => new Float64Array(width))
  gradient.fill(0, 0, layers.at(-1)!.offset + layers.at(-1)!.size)
  let loss = 0
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < spec.inputs; i++) values[0]![i] = observations[row * spec.inputs + i]!
    for (let l = 0; l < depth; l++) {
      const [x, y] = [values[l]!, values[l + 1]!]
      const [kernel, bias] = [layers[2 * l]!.offset, layers[2 * l + 1]!.offset]
      for (let j = 0; j < y.length; j++) y[j] = weights[bias + j]!
      for (let i = 0; i < x.length; i++) {
        const value = x[i]!
        const at = kernel + i * y.length
        for (let j = 0; j < y.length; j++) y[j] = y[j]! + value * weights[at + j]!
      }
      if (l + 1 < depth)
        for (let j = 0; j < y.length; j++) y[j] = spec.activation === 'tanh' ? Math.tanh(y[j]!) : Math.max(0, y[j]!)
    }
    loss += head.loss(values[depth]!, raw, row * head.numbers, errors[depth]!)
    for (let l = depth - 1; l >= 0; l--) {
      const [x, error, before] = [values[l]!, errors[l + 1]!, errors[l]!]
      const [kernel, bias] = [layers[2 * l]!.offset, layers[2 * l + 1]!.offset]
      for (let j = 0; j < error.length; j++) gradient[bias + j] = gradient[bias + j]! + error[j]! / rows
      for (let i = 0; i < x.length; i++) {
        const value = x[i]!
        const at = kernel + i * error.length
        let sum = 0
        for (let j = 0; j < error.length; j++) {
          gradient[at + j] = gradient[at + j]! + (value * error[j]!) / rows
          sum += weights[at + j]! * error[j]!
        }
        before[i] = sum * (spec.activation === 'tanh' ? 1 - value * value : value > 0 ? 1 : 0)
      }
    }
  }
  return loss / rows
}
