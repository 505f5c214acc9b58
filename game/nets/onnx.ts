import { weightsToBytes } from './hash.ts'
import {
  inputSize,
  parametersOf,
  policyOutputs,
  stepsOf,
  weightCount,
  type Network,
  type ParameterShape,
  type PolicySpec,
} from './spec.ts'

const IR_VERSION = 8
const OPSET = 13
const FLOAT = 1
const INT64 = 7
const [INT_ATTRIBUTE, TENSOR_ATTRIBUTE, INTS_ATTRIBUTE] = [2, 4, 7]

/** The policy as an ONNX file (opset 13). Inputs: `observation` [N, inputs] and, when no weights are given, one for each parameter under its
 *  name; given weights are baked in. Outputs: `outputs` [N, policyOutputs(spec)], for the action head, and `value` [N, 1] where there is a value
 *  network. Throws RangeError where the weights do not fit. */
export function writeOnnx(spec: PolicySpec, weights?: Float32Array): Uint8Array<ArrayBuffer> {
  const parameters = parametersOf(spec)
  if (weights && weights.length !== weightCount(spec))
    throw new RangeError(`This network has ${weightCount(spec)} weights, not ${weights.length}`)
  const inputs = [valueInfo('observation', ['N', inputSize(spec.actor)])]
  if (!weights) inputs.push(...parameters.map(({ name, shape }) => valueInfo(name, shape)))
  const graph = message(
    ...[...actorNodes(spec), ...(spec.critic ? networkNodes(spec.critic, 'critic', 'value') : [])].map((node) =>
      field(1, node),
    ),
    field(2, text('policy')),
    ...(weights ? parameters.map((parameter) => field(5, initialiser(parameter, weights))) : []),
    ...inputs.map((input) => field(11, input)),
    field(12, valueInfo('outputs', ['N', policyOutputs(spec)])),
    ...(spec.critic ? [field(12, valueInfo('value', ['N', 1]))] : []),
  )
  return message(
    number(1, IR_VERSION),
    field(2, text('sparring')),
    field(7, graph),
    field(8, message(number(2, OPSET))),
  )
}

function actorNodes({ actor, deviation }: PolicySpec): Uint8Array[] {
  if (deviation !== 'vector') return networkNodes(actor, 'actor', 'outputs')
  return [
    ...networkNodes(actor, 'actor', 'actor.means'),
    node('Shape', ['actor.means'], 'actor.shape'),
    node('Expand', ['actor.logDeviation', 'actor.shape'], 'actor.logDeviations'),
    node('Concat', ['actor.means', 'actor.logDeviations'], 'outputs', [attribute('axis', 1)]),
  ]
}

const ACTIVATIONS = { tanh: 'Tanh', relu: 'Relu', linear: 'Identity' } as const

/** Layer by layer: a product, then the activation. */
function networkNodes(network: Network, name: string, output: string): Uint8Array[] {
  let x = 'observation'
  // Images are [N, channels, height, width] here, and [N, height × width × channels] outside.
  let isImage = false
  const nodes: Uint8Array[] = []
  const then = (operator: string, inputs: string[], out: string, attributes: Uint8Array[] = []): void => {
    nodes.push(node(operator, inputs, out, attributes))
    x = out
  }
  for (const [i, { layer, from }] of stepsOf(network).entries()) {
    const of = (part: string): string => `${name}.${i}.${part}`
    if (layer.kind === 'convolution') {
      if (!isImage) {
        const image = x
        then('Constant', [], of('shape'), [shapeAttribute([0, ...from])])
        then('Reshape', [image, of('shape')], of('image'))
        then('Transpose', [x], of('channels'), [attributes('perm', [0, 3, 1, 2])])
        isImage = true
      }
      const image = x
      then('Transpose', [of('kernel')], of('filters'), [attributes('perm', [3, 2, 0, 1])])
      then('Conv', [image, x, of('bias')], of('sum'), [attributes('strides', [layer.stride, layer.stride])])
    } else {
      if (isImage) {
        then('Transpose', [x], of('points'), [attributes('perm', [0, 2, 3, 1])])
        then('Flatten', [x], of('flat'), [attribute('axis', 1)])
        isImage = false
      }
      then('Gemm', [x, of('kernel'), of('bias')], of('sum'))
    }
    then(ACTIVATIONS[layer.activation], [x], i === network.layers.length ? output : of('out'))
  }
  return nodes
}

// The messages of onnx.proto (github.com/onnx/onnx), by their field numbers.

const node = (operator: string, inputs: string[], output: string, attributes: Uint8Array[] = []): Uint8Array =>
  message(
    ...inputs.map((input) => field(1, text(input))),
    field(2, text(output)),
    field(3, text(output)),
    field(4, text(operator)),
    ...attributes.map((value) => field(5, value)),
  )

/** A whole number. */
const attribute = (name: string, value: number): Uint8Array =>
  message(field(1, text(name)), number(3, value), number(20, INT_ATTRIBUTE))

/** Whole numbers. */
const attributes = (name: string, values: readonly number[]): Uint8Array =>
  message(field(1, text(name)), ...values.map((value) => number(8, value)), number(20, INTS_ATTRIBUTE))

/** The value of a constant: a shape. */
function shapeAttribute(shape: readonly number[]): Uint8Array {
  const tensor = message(number(1, shape.length), number(2, INT64), ...shape.map((length) => number(7, length)))
  return message(field(1, text('value')), field(5, tensor), number(20, TENSOR_ATTRIBUTE))
}

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
