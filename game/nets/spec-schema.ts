import * as z from 'zod/mini'
import { inputSize, weightCount, type PolicySpec } from './spec.ts'

/** Largest policy that is taken, in weights (64 MB). */
export const MAX_WEIGHTS = 16_000_000

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most))

const Layer = z.strictObject({
  kind: z.literal('dense'),
  units: count(4_096),
  activation: z.enum(['tanh', 'relu', 'linear']),
})

const Network = z.strictObject({
  input: z.strictObject({ kind: z.literal('vector'), length: count(65_536) }),
  layers: z.array(Layer).check(z.maxLength(8)),
  outputs: count(1_024),
})

/** A policy from outside (the wire, the database, a file of game/agents). Bounded, so that a wrong one cannot ask for gigabytes. */
export const PolicySpecSchema: z.ZodMiniType<PolicySpec> = z
  .strictObject({
    actor: Network,
    deviation: z.nullable(z.enum(['vector', 'output'])),
    critic: z.nullable(Network),
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
