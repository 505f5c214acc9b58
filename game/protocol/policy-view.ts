import * as z from 'zod/mini'
import { PolicySpecSchema } from '../nets/spec-schema.ts'

/** GET /api/agents/ID/policy: what a house agent plays with, for whoever wants to let it play; its weights are at /api/weights/HASH. Apart from
 *  `http.ts`, since few pages let anybody play. */
export const PolicyView = z.object({ observation: z.string(), spec: PolicySpecSchema, hash: z.string() })
export type PolicyView = z.infer<typeof PolicyView>
