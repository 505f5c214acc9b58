import { z } from 'zod'
import { Difficulty, MatchMode } from '../../game/protocol/terms.ts'
import { AS_IT_WAS } from './as-it-was.ts'
import type { JournalLine } from './jobs-protocol.ts'

const Id = z.string().min(1).max(64)

const JournalLineSchema = z.object({
  matchId: Id,
  task: z.string(),
  taskVersion: z.number().int(),
  mode: MatchMode,
  rated: z.boolean(),
  public: z.boolean(),
  key: z.string().nullable(),
  options: z.record(z.string().max(64), z.number()),
  startedAt: z.iso.datetime({ offset: true }),
  endedAt: z.iso.datetime({ offset: true }),
  reason: z.string(),
  log: z.base64(),
  lateDecisions: z.number().int(),
  /** Lines from before there was a difficulty have none. */
  difficulty: z.nullable(Difficulty).default(null),
  heldBack: z.number().default(0),
  newbornOf: z.nullable(z.iso.date()).default(null),
  seats: z
    .array(
      z
        .object({
          seat: z.number().int(),
          userId: Id.nullable(),
          agentId: Id.nullable(),
          ownerId: Id.nullable().default(null),
          contender: z.string().nullable(),
          revisionHash: z.string().nullable(),
          name: z.string(),
          /** Lines from before it say so by the end of the name. */
          earlier: z.boolean().optional(),
          score: z.number(),
          place: z.number().int(),
        })
        .transform(({ earlier, ...seat }) => ({
          ...seat,
          earlier: earlier ?? (seat.agentId !== null && seat.name.endsWith(AS_IT_WAS)),
        })),
    )
    .min(1)
    .max(8),
}) satisfies z.ZodType<JournalLine>

/** A line as the version wrote it that knew one option: an update finds such lines in the journal, and a retry in `rejected/`. */
const EarlierLine = z.looseObject({ target: z.number().int(), options: z.undefined().optional() })

/** Reads a line of the journal, of this version or an earlier one; null where it is none. */
export function parseJournalLine(text: string): JournalLine | null {
  try {
    const found: unknown = JSON.parse(text)
    const earlier = EarlierLine.safeParse(found).data
    return (
      JournalLineSchema.safeParse(earlier ? { ...earlier, options: { target: earlier.target } } : found).data ?? null
    )
  } catch {
    return null
  }
}
