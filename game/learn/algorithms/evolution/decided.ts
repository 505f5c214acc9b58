import type { ActionSpace } from '../../../core/spaces.ts'
import { LOG_DEVIATION } from '../../../nets/heads/gaussian.ts'
import { networkParameters, parametersOf, type PolicySpec } from '../../../nets/spec.ts'

/** By how much the last layer is enlarged: a lead of 0.1 among logits makes one action six hundred times as likely as the other. A power of two, so that
 *  nothing is rounded. */
const ENLARGED = 64
/** Root mean square of the weights of a last layer that noise can still change. */
const LARGEST = 2

/** Changes a policy, in place, so that whoever draws its actions nearly always draws the likeliest: logits are enlarged, and σ is the least there is. */
export function decide(spec: PolicySpec, space: ActionSpace, weights: Float32Array): void {
  if (space.kind !== 'continuous') return scaleLast(spec, weights, ENLARGED)
  const { actor, deviation } = spec
  const [kernel, bias] = lastOf(spec)
  if (deviation === 'vector') {
    const free = parametersOf(spec).find(({ name }) => name === 'actor.logDeviation')!
    weights.fill(LOG_DEVIATION.least, free.offset, free.offset + free.size)
    return
  }
  const means = actor.outputs / 2
  for (let i = 0; i < kernel.size; i++) if (i % actor.outputs >= means) weights[kernel.offset + i] = 0
  weights.fill(LOG_DEVIATION.least, bias.offset + means, bias.offset + actor.outputs)
}

/** Makes logits small again, in place, as far as noise needs it to change which action is the likeliest; which one is stays the same. Elsewhere nothing
 *  is to be done. */
export function undecide(spec: PolicySpec, space: ActionSpace, weights: Float32Array): void {
  if (space.kind === 'continuous') return
  const [{ offset, size }] = lastOf(spec)
  let square = 0
  for (let i = 0; i < size; i++) square += weights[offset + i]! ** 2 / size
  let factor = 1
  const root = Math.sqrt(square)
  while (root * factor > LARGEST) factor /= 2
  if (factor < 1) scaleLast(spec, weights, factor)
}

function scaleLast(spec: PolicySpec, weights: Float32Array, factor: number): void {
  for (const { offset, size } of lastOf(spec))
    for (let i = offset; i < offset + size; i++) weights[i] = weights[i]! * factor
}

/** Kernel and bias of the actor's last layer. */
function lastOf({
  actor,
}: PolicySpec): [kernel: { offset: number; size: number }, bias: { offset: number; size: number }] {
  const parameters = networkParameters(actor, 'actor')
  return [parameters.at(-2)!, parameters.at(-1)!]
}
