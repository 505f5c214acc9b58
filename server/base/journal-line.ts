import { z } from 'zod'
import type { JournalLine } from './jobs-protocol.ts'

const Id = z.string().min(1).max(64)

const JournalLineSchema = z.object({
  matchId: Id,
  task: z.string(),
  taskVersion: z.number().int(),
  mode: z.enum(['sparring', 'ranked', 'people', 'invite']),
  rated: z.boolean(),
  public: z.boolean(),
  key: z.string().nullable(),
  target: z.number().int(),
  startedAt: z.iso.datetime({ offset: true }),
  endedAt: z.iso.datetime({ offset: true }),
  reason: z.string(),
  log: z.base64(),
  lateDecisions: z.number().int(),
  seats: z
    .array(
      z.object({
        seat: z.number().int(),
        userId: Id.nullable(),
        agentId: Id.nullable(),
        contender: z.string().nullable(),
        revisionHash: z.string().nullable(),
        name: z.string(),
        score: z.number().int(),
        place: z.number().int(),
      }),
    )
    .min(1),
}) satisfies z.ZodType<JournalLine>

/** Reads a line of the journal; null where it is none. */
export function parseJournalLine(text: string): JournalLine | null {
  try {
    return JournalLineSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
