/** What a policy network looks like: enough to lay out its weights, run it anywhere, and write it as ONNX. Plain data, sent as JSON. */
export interface NetworkSpec {
  kind: 'mlp'
  /** Length of one observation. */
  inputs: number
  /** Units of each hidden layer of the actor, and of the critic: two separate networks of the same shape. */
  hidden: number[]
  activation: 'tanh' | 'relu'
  /** What the actor puts out for its action head. The critic has one output, the value. */
  actions: number
}

export interface ParameterShape {
  name: string
  shape: number[]
  /** Where the parameter starts in the flat weights. */
  offset: number
  size: number
}

/** The parameters of a network in the order in which they lie in its flat weights: for actor, then critic, layer by layer, the kernel
 *  [in, out] row by row and the bias [out]. */
export function parametersOf(spec: NetworkSpec): ParameterShape[] {
  const parameters: ParameterShape[] = []
  let offset = 0
  const add = (name: string, shape: number[]): void => {
    const size = shape.reduce((product, n) => product * n, 1)
    parameters.push({ name, shape, offset, size })
    offset += size
  }
  for (const [network, outputs] of [
    ['actor', spec.actions],
    ['critic', 1],
  ] as const) {
    const widths = [spec.inputs, ...spec.hidden, outputs]
    for (let layer = 0; layer + 1 < widths.length; layer++) {
      add(`${network}.${layer}.kernel`, [widths[layer]!, widths[layer + 1]!])
      add(`${network}.${layer}.bias`, [widths[layer + 1]!])
    }
  }
  return parameters
}

/** How many numbers the flat weights of a network hold. */
export function weightCount(spec: NetworkSpec): number {
  const last = parametersOf(spec).at(-1)
  return last ? last.offset + last.size : 0
}
