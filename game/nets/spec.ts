/** What a policy looks like: enough to lay out its weights, run it anywhere, and write it as ONNX. Plain data, sent and stored as JSON; types, so that they pass
 *  for JSON where interfaces would not. */
export type PolicySpec = {
  /** Puts out the numbers that describe the next action, for the action head. */
  actor: Network
  /** How σ is given where actions are continuous: 'vector', numbers of their own that no observation changes (`actor.logDeviation`), or
   *  'output', further outputs of the actor. Null where they are not. */
  deviation: 'vector' | 'output' | null
  /** Puts out the value of the state; null where the policy has none. */
  critic: Network | null
}

/** Layers from an observation to its outputs. The last layer, dense and linear, is not among `layers`. */
export type Network = {
  input: NetworkInput
  layers: Layer[]
  outputs: number
}

/** One observation: numbers in a row; an image, row by row, the channels of a point side by side; or numbers of which nearly all are 0, handed
 *  over as a list of the others. */
export type NetworkInput =
  | { kind: 'vector'; length: number }
  | { kind: 'image'; height: number; width: number; channels: number }
  | { kind: 'sparse'; length: number }

export type Activation = 'tanh' | 'relu' | 'linear'

/** Every unit sees every number before it. */
export type Dense = {
  kind: 'dense'
  units: number
  activation: Activation
}

/** Filters of kernel × kernel points that are moved over an image by `stride`, never over its edge. */
export type Convolution = {
  kind: 'convolution'
  filters: number
  kernel: number
  stride: number
  activation: Activation
}

export type Layer = Dense | Convolution

/** A layer with the shapes of what goes in and comes out: [length], or [height, width, channels]. */
export interface LayerStep {
  layer: Layer
  from: readonly number[]
  to: readonly number[]
}

export interface ParameterShape {
  name: string
  shape: number[]
  /** Where the parameter starts in the flat weights. */
  offset: number
  size: number
}

/** The layers of a network in their order, the last one included. Throws RangeError where a convolution does not fit what comes before it. */
export function stepsOf({ input, layers, outputs }: Network): LayerStep[] {
  let from: readonly number[] = input.kind === 'image' ? [input.height, input.width, input.channels] : [input.length]
  return [...layers, { kind: 'dense' as const, units: outputs, activation: 'linear' as const }].map((layer) => {
    const step = { layer, from, to: shapeAfter(layer, from) }
    from = step.to
    return step
  })
}

function shapeAfter(layer: Layer, from: readonly number[]): readonly number[] {
  if (layer.kind === 'dense') return [layer.units]
  const [height, width, channels] = from
  if (channels === undefined) throw new RangeError('A convolution needs an image before it')
  const along = (size: number): number => Math.floor((size - layer.kernel) / layer.stride) + 1
  const to = [along(height!), along(width!), layer.filters]
  if (to.some((size) => size < 1)) throw new RangeError('The kernel of a convolution is larger than its image')
  return to
}

/** Numbers of one observation. */
export const inputSize = ({ input }: Network): number =>
  input.kind === 'image' ? input.height * input.width * input.channels : input.length

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)

/** How many numbers a policy puts out for its action head: the actor's outputs, and log σ where it is a vector. */
export const policyOutputs = ({ actor, deviation }: PolicySpec): number =>
  deviation === 'vector' ? 2 * actor.outputs : actor.outputs

/** Throws RangeError where a policy does not put out as many numbers as its action head takes. */
export function assertFits(spec: PolicySpec, headOutputs: number): void {
  const outputs = policyOutputs(spec)
  if (outputs !== headOutputs)
    throw new RangeError(`This network puts out ${outputs} numbers, and its actions take ${headOutputs}`)
}

/** The parameters of one network in the order in which they lie in its flat weights: layer by layer the kernel, row by row, and the bias
 *  [out]. A kernel is [in, out] where the layer is dense, [kernel, kernel, in, filters] where it is a convolution. */
export function networkParameters(network: Network, name: string, first = 0): ParameterShape[] {
  let offset = first
  return stepsOf(network).flatMap(({ layer, from, to }, i) =>
    [
      { name: `${name}.${i}.kernel`, shape: kernelShape(layer, from) },
      { name: `${name}.${i}.bias`, shape: [to.at(-1)!] },
    ].map((parameter) => {
      const placed = { ...parameter, offset, size: sizeOf(parameter.shape) }
      offset += placed.size
      return placed
    }),
  )
}

const kernelShape = (layer: Layer, from: readonly number[]): number[] =>
  layer.kind === 'dense' ? [sizeOf(from), layer.units] : [layer.kernel, layer.kernel, from[2]!, layer.filters]

/** The parameters of a policy in the order in which they lie in its flat weights: the actor's, `actor.logDeviation` where log σ is a vector,
 *  then the critic's. */
export function parametersOf({ actor, deviation, critic }: PolicySpec): ParameterShape[] {
  const parameters = networkParameters(actor, 'actor')
  if (deviation === 'vector') {
    const size = actor.outputs
    parameters.push({ name: 'actor.logDeviation', shape: [size], offset: endOf(parameters), size })
  }
  return critic ? [...parameters, ...networkParameters(critic, 'critic', endOf(parameters))] : parameters
}

/** How many numbers the flat weights of a policy hold. */
export const weightCount = (spec: PolicySpec): number => endOf(parametersOf(spec))

const endOf = (parameters: readonly ParameterShape[]): number => {
  const last = parameters.at(-1)
  return last ? last.offset + last.size : 0
}

/** An actor and a critic of dense layers, two separate networks of the same shape. */
export function densePolicy(shape: {
  inputs: number
  hidden: readonly number[]
  activation: Activation
  /** The actor's. */
  outputs: number
  deviation?: PolicySpec['deviation']
}): PolicySpec {
  const network = (outputs: number): Network => ({
    input: { kind: 'vector', length: shape.inputs },
    layers: shape.hidden.map((units) => ({ kind: 'dense', units, activation: shape.activation })),
    outputs,
  })
  return { actor: network(shape.outputs), deviation: shape.deviation ?? null, critic: network(1) }
}
