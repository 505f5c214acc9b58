import { LOG_DEVIATION } from './heads/gaussian.ts'
import { networkParameters, parametersOf, type Activation, type Dense, type Network, type PolicySpec } from './spec.ts'

/** An actor whose actions are tanh of what its layers put out, with no critic: its last hidden layer is tanh and as wide as its outputs, and its last
 *  layer, which is linear, stays as `fixLastLayer` makes it.
 *  outputs: the actor's, the means and where they are outputs as many log σ. */
export function squashedPolicy(shape: {
  inputs: number
  hidden: readonly number[]
  activation: Activation
  outputs: number
  deviation: 'vector' | 'output'
}): PolicySpec {
  const dense = (units: number, activation: Activation): Dense => ({ kind: 'dense', units, activation })
  const layers = [...shape.hidden.map((units) => dense(units, shape.activation)), dense(shape.outputs, 'tanh')]
  const input = { kind: 'vector' as const, length: shape.inputs }
  return { actor: { input, layers, outputs: shape.outputs }, deviation: shape.deviation, critic: null }
}

/** Whether a policy's actor is as `squashedPolicy` makes one, with σ given in this way. */
export function isSquashed({ actor, deviation }: PolicySpec, needed: 'vector' | 'output'): boolean {
  const last = actor.layers.at(-1)
  return deviation === needed && last?.kind === 'dense' && last.activation === 'tanh' && last.units === actor.outputs
}

/** What of a squashed policy's actor learns: the layers up to what tanh is taken of. Its weights are the first of the policy's. */
export const unsquashed = ({ actor }: PolicySpec): Network => ({ ...actor, layers: actor.layers.slice(0, -1) })

/** log σ of what a network puts out for it: between the ends of its range, which tanh keeps to. */
export const boundedLogDeviation = (output: number): number =>
  LOG_DEVIATION.least + HALF_RANGE * (Math.tanh(output) + 1)

/** Its slope. */
export const boundedLogDeviationSlope = (output: number): number => HALF_RANGE * (1 - Math.tanh(output) ** 2)

const HALF_RANGE = (LOG_DEVIATION.most - LOG_DEVIATION.least) / 2

/** Writes the last layer of a squashed policy to its flat weights: means as they are; log σ where it is an output as `boundedLogDeviation` has it,
 *  and where it is a vector as small as it may be. */
export function fixLastLayer(spec: PolicySpec, weights: Float32Array): void {
  const [kernel, bias] = networkParameters(spec.actor, 'actor').slice(-2)
  const means = spec.deviation === 'output' ? spec.actor.outputs / 2 : spec.actor.outputs
  weights.fill(0, kernel!.offset, bias!.offset + bias!.size)
  for (let i = 0; i < spec.actor.outputs; i++) {
    weights[kernel!.offset + i * spec.actor.outputs + i] = i < means ? 1 : HALF_RANGE
    if (i >= means) weights[bias!.offset + i] = LOG_DEVIATION.least + HALF_RANGE
  }
  const free = parametersOf(spec).find(({ name }) => name === 'actor.logDeviation')
  if (free) weights.fill(LOG_DEVIATION.least, free.offset, free.offset + free.size)
}
