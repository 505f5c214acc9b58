import * as z from 'zod/mini'
import { MatchMode } from './terms.ts'

/** A match that runs and in which I have a seat, as its own player is told of it elsewhere. */
export const RunningMatch = z.object({
  match: z.string(),
  /** What a private one is entered with. */
  key: z.optional(z.string()),
  mode: MatchMode,
  rated: z.boolean(),
  /** Who sits in the other seats. */
  against: z.array(z.object({ name: z.string(), kind: z.enum(['human', 'agent']) })),
  /** Milliseconds for which my seat is still held; null: another page of mine is in it. */
  heldMillis: z.nullable(z.number()),
})
export type RunningMatch = z.infer<typeof RunningMatch>
