import { z } from 'zod'
import { weightCount, type NetworkSpec } from '../../game/nets/spec.ts'

/** A network specification from outside (the database, a file of game/agents). Bounded, so that a wrong one cannot ask for gigabytes. */
export const NetworkSpecSchema = z.strictObject({
  kind: z.literal('mlp'),
  inputs: z.number().int().min(1).max(65_536),
  hidden: z.array(z.number().int().min(1).max(4_096)).max(8),
  activation: z.enum(['tanh', 'relu']),
  actions: z.number().int().min(1).max(1_024),
}) satisfies z.ZodType<NetworkSpec>

/** Largest network that is stored, in weights (64 MB). */
export const MAX_WEIGHTS = 16_000_000

/** Reads a stored specification. Throws when it is none, or its network is too large. */
export function parseSpec(value: unknown): NetworkSpec {
  const spec = NetworkSpecSchema.parse(value)
  if (weightCount(spec) > MAX_WEIGHTS) throw new RangeError(`A network may have at most ${MAX_WEIGHTS} weights.`)
  return spec
}
