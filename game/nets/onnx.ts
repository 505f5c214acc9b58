import { weightsToBytes } from './hash.ts'
import { parametersOf, weightCount, type NetworkSpec, type ParameterShape } from './spec.ts'

const IR_VERSION = 8
const OPSET = 13
const FLOAT = 1

/** The network as an ONNX file (opset 13). Inputs: `observation` [N, inputs] and, when no weights are given, one for each parameter under its
 *  name; given weights are baked in. Outputs: `outputs` [N, actions], for the action head, and `value` [N, 1]. Throws RangeError where the weights do not fit. */
export function writeOnnx(spec: NetworkSpec, weights?: Float32Array): Uint8Array<ArrayBuffer> {
  const parameters = parametersOf(spec)
  if (weights && weights.length !== weightCount(spec))
    throw new RangeError(`This network has ${weightCount(spec)} weights, not ${weights.length}`)
  const inputs = [valueInfo('observation', ['N', spec.inputs])]
  if (!weights) inputs.push(...parameters.map(({ name, shape }) => valueInfo(name, shape)))
  const graph = message(
    ...[...networkNodes(spec, 'actor', 'outputs'), ...networkNodes(spec, 'critic', 'value')].map((node) =>
      field(1, node),
    ),
    field(2, text('policy')),
    ...(weights ? parameters.map((parameter) => field(5, initialiser(parameter, weights))) : []),
    ...inputs.map((input) => field(11, input)),
    field(12, valueInfo('outputs', ['N', spec.actions])),
    field(12, valueInfo('value', ['N', 1])),
  )
  return message(
    number(1, IR_VERSION),
    field(2, text('sparring')),
    field(7, graph),
    field(8, message(number(2, OPSET))),
  )
}

/** Gemm and activation, layer by layer. */
function networkNodes(spec: NetworkSpec, network: 'actor' | 'critic', output: string): Uint8Array[] {
  const nodes: Uint8Array[] = []
  let from = 'observation'
  for (let layer = 0; layer <= spec.hidden.length; layer++) {
    const last = layer === spec.hidden.length
    const sum = last ? output : `${network}.${layer}.sum`
    nodes.push(node('Gemm', [from, `${network}.${layer}.kernel`, `${network}.${layer}.bias`], sum))
    if (last) break
    from = `${network}.${layer}.out`
    nodes.push(node(spec.activation === 'tanh' ? 'Tanh' : 'Relu', [sum], from))
  }
  return nodes
}

// The messages of onnx.proto (github.com/onnx/onnx), by their field numbers.

const node = (operator: string, inputs: string[], output: string): Uint8Array =>
  message(
    ...inputs.map((input) => field(1, text(input))),
    field(2, text(output)),
    field(3, text(output)),
    field(4, text(operator)),
  )

function valueInfo(name: string, shape: readonly (string | number)[]): Uint8Array {
  const dimensions = shape.map((size) => field(1, typeof size === 'string' ? field(2, text(size)) : number(1, size)))
  const tensor = message(number(1, FLOAT), field(2, message(...dimensions)))
  return message(field(1, text(name)), field(2, field(1, tensor)))
}

function initialiser({ name, shape, offset, size }: ParameterShape, weights: Float32Array): Uint8Array {
  const raw = weightsToBytes(weights.subarray(offset, offset + size))
  return message(...shape.map((length) => number(1, length)), number(2, FLOAT), field(8, text(name)), field(9, raw))
}

// Protocol buffers' wire format: a key, then a varint (type 0) or bytes with their length before them (type 2).

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

function varint(value: number): number[] {
  const bytes: number[] = []
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  return [...bytes, value]
}

const number = (key: number, value: number): Uint8Array => Uint8Array.from([...varint(key * 8), ...varint(value)])

const field = (key: number, value: Uint8Array): Uint8Array =>
  message(Uint8Array.from([...varint(key * 8 + 2), ...varint(value.length)]), value)

function message(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}
