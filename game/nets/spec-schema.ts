import * as z from 'zod/mini'
import { inputSize, sizeOf, stepsOf, weightCount, type Network, type PolicySpec } from './spec.ts'

/** Largest policy that is taken, in weights (64 MB). */
export const MAX_WEIGHTS = 16_000_000

/** Most numbers between two layers, for one observation. */
const MAX_WIDTH = 1_048_576

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most))

const activation = z.enum(['tanh', 'relu', 'linear'])

const Layer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dense'), units: count(4_096), activation }),
  z.strictObject({
    kind: z.literal('convolution'),
    filters: count(256),
    kernel: count(16),
    stride: count(16),
    activation,
  }),
])

const Input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('vector'), length: count(65_536) }),
  z.strictObject({ kind: z.literal('sparse'), length: count(65_536) }),
  z.strictObject({ kind: z.literal('image'), height: count(256), width: count(256), channels: count(16) }),
])

const NetworkSchema = z
  .strictObject({
    input: Input,
    layers: z.array(Layer).check(z.maxLength(8)),
    outputs: count(1_024),
  })
  .check(z.refine(fits, { error: 'These layers do not fit each other, or are too large.', abort: true }))

/** Whether a network's layers fit each other, and no row of numbers between them is longer than memory should bear. */
function fits(network: Network): boolean {
  try {
    return stepsOf(network).every(({ from, to }) => Math.max(sizeOf(from), sizeOf(to)) <= MAX_WIDTH)
  } catch {
    return false
  }
}

/** A policy from outside (the wire, the database, a file of game/agents). Bounded, so that a wrong one cannot ask for gigabytes. */
export const PolicySpecSchema: z.ZodMiniType<PolicySpec> = z
  .strictObject({
    actor: NetworkSchema,
    deviation: z.nullable(z.enum(['vector', 'output'])),
    critic: z.nullable(NetworkSchema),
  })
  .check(
    z.refine(({ critic }) => !critic || critic.outputs === 1, 'A value network has one output.'),
    z.refine(
      ({ actor, critic }) => !critic || inputSize(critic) === inputSize(actor),
      'Actor and value network see the same observation.',
    ),
    z.refine((spec) => weightCount(spec) <= MAX_WEIGHTS, `A policy may have at most ${MAX_WEIGHTS} weights.`),
  )

/** Reads a policy's specification from outside. Throws where it is none, or too large. */
export const parseSpec = (value: unknown): PolicySpec => PolicySpecSchema.parse(value)
