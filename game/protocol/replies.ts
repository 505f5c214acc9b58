import * as z from 'zod/mini'
import { END_REASONS, type LogHeader } from '../core/match-log.ts'
import { RunningMatch } from './running-match.ts'
import { Bytes, Hash } from './shapes.ts'
import { Difficulty, GoneHow, MatchMode } from './terms.ts'

/** What the server answers to the messages of a page: see the table in `messages.ts`. The page reads each answer with its shape; what a
 *  newer server says beside it is passed over. */

/** Any refusal of a message: what happened and what to do. */
export const Refusal = z.object({ ok: z.literal(false), code: z.string(), message: z.string() })
export type Refusal = z.infer<typeof Refusal>

const accepted = z.literal(true)

export const Done = z.union([z.object({ ok: accepted }), Refusal])
export type Done = z.infer<typeof Done>

export const PlayReply = z.union([
  z.object({ ok: accepted, match: z.string(), key: z.optional(z.string()) }),
  /** stepInMillis: when an agent steps in, ms from now; null for an invitation. */
  z.object({
    ok: accepted,
    waiting: z.enum(['people', 'invite']),
    stepInMillis: z.nullable(z.number()),
    invite: z.optional(z.string()),
  }),
  /** No more matches can be played right now: place in line, 1 for the first. `lobby:line` tells the next places, then `lobby:matched` or
   *  `lobby:answer` follows. */
  z.object({ ok: accepted, waiting: z.literal('line'), place: z.int() }),
  /** I play a match already: I may go back to it, or ask again and say that I leave it. */
  z.extend(Refusal, { running: RunningMatch }),
  Refusal,
])
export type PlayReply = z.infer<typeof PlayReply>

export const InviteReply = z.union([
  /** options: what the host chose; seats: of the match, the host's included. */
  z.object({
    ok: accepted,
    host: z.string(),
    task: z.string(),
    options: z.record(z.string(), z.number()),
    seats: z.int(),
  }),
  Refusal,
])
export type InviteReply = z.infer<typeof InviteReply>

const SeatPresence = z.object({
  /** Joined at least once. */
  joined: z.boolean(),
  connected: z.boolean(),
  /** Milliseconds for which a lost seat is still held; null while connected. */
  heldMillis: z.nullable(z.number()),
  /** Went to another page, rather than lost the connection. */
  steppedOut: z.boolean(),
  /** Given up for good, while the match goes on without it. */
  left: z.boolean(),
  wantsRematch: z.boolean(),
})
export type SeatPresence = z.infer<typeof SeatPresence>

const DifficultyState = z.object({
  /** From the next serve on, and now. */
  chosen: Difficulty,
  inForce: Difficulty,
  /** How much the agent holds back now: the share of its decisions that it lets pass, from 0 to below 1. */
  ease: z.number(),
})
export type DifficultyState = z.infer<typeof DifficultyState>

/** A match that its person has paused, or is not there for, or that is about to begin. */
const PauseState = z.object({
  /** Milliseconds until the match is given up, or begins. */
  leftMillis: z.number(),
  /** Milliseconds until it goes on; null: something holds it still. */
  goesOnMillis: z.nullable(z.number()),
})
export type PauseState = z.infer<typeof PauseState>

const Presence = z.object({
  seats: z.array(SeatPresence),
  watching: z.int(),
  phase: z.enum(['waiting', 'playing', 'paused', 'over']),
  /** How hard the agent makes it; null where it always plays its best. */
  difficulty: z.nullable(DifficultyState),
  /** Null where it does not stand still, or neither for its one person nor at its start. */
  pause: z.nullable(PauseState),
})
export type Presence = z.infer<typeof Presence>

const MatchResult = z.object({
  reason: z.enum(END_REASONS),
  scores: z.array(z.number()),
  places: z.array(z.int()),
  /** Why a match that was to be rated was not, in words for its players. */
  unrated: z.optional(z.string()),
  /** Whose seat ended it, null: everybody's; and how it came to be empty. */
  gone: z.optional(z.object({ seat: z.nullable(z.int()), how: GoneHow })),
})
export type MatchResult = z.infer<typeof MatchResult>

const header: z.ZodMiniType<LogHeader> = z.object({
  match: z.string(),
  task: z.string(),
  version: z.int(),
  options: z.record(z.string(), z.number()),
  seats: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('human'), id: z.string(), name: z.string() }),
      z.object({
        kind: z.literal('agent'),
        id: z.string(),
        name: z.string(),
        brain: z.enum(['policy', 'built-in']),
        strength: z.optional(z.string()),
        policy: z.optional(Hash),
        revision: z.optional(z.int()),
        observation: z.optional(z.string()),
        decisionPeriod: z.int(),
        actionLatency: z.int(),
        reactionTicks: z.int(),
      }),
    ]),
  ),
  startedAt: z.number(),
})

export const JoinReply = z.union([
  z.object({
    ok: accepted,
    match: z.string(),
    mode: MatchMode,
    rated: z.boolean(),
    /** Why a match that could be rated is not, in words for its players. */
    unratedReason: z.nullable(z.string()),
    public: z.boolean(),
    header,
    /** My seat; null: I watch. */
    seat: z.nullable(z.int()),
    /** The body of the log so far, and the last tick stepped (−1: not begun). */
    body: Bytes,
    tick: z.int(),
    /** Serial of the next batch of ticks. */
    serial: z.int(),
    presence: Presence,
    result: z.nullable(MatchResult),
    /** Its one person has asked for it to stand still, whether it does by now or not. */
    pauseWished: z.boolean(),
    /** Of a match in which a newborn of the day is raised: the tick at which it ends. Null for any other. */
    raisedUntil: z.nullable(z.int()),
    /** The match that is played beside it, from the same start at the same time, and the key to it; null where there is none. */
    beside: z.nullable(z.object({ match: z.string(), key: z.optional(z.string()) })),
    /** For the owner of a learning agent's seat: what the trainer starts from. */
    learning: z.nullable(
      z.object({
        seat: z.int(),
        agent: z.string(),
        revision: z.int(),
        hash: Hash,
        /** Read where it is used: its schema is as large as all others of a page together. */
        spec: z.unknown(),
        weights: Bytes,
        observation: z.string(),
      }),
    ),
  }),
  Refusal,
])
export type JoinReply = z.infer<typeof JoinReply>

/** The state as the server has it. All ticks up to it were sent before. */
export const StateReply = z.union([
  z.object({
    ok: accepted,
    tick: z.int(),
    /** The task's row, as little-endian float64. */
    state: Bytes,
    /** The action code in force for each seat. */
    codes: z.array(z.int()),
    paused: z.boolean(),
  }),
  Refusal,
])
export type StateReply = z.infer<typeof StateReply>

/** now: the server's clock in ms (monotonic). */
export const PongReply = z.object({ ok: accepted, now: z.number() })
export type PongReply = z.infer<typeof PongReply>

export const PushAnswer = z.union([
  z.object({ ok: accepted, hash: Hash, revision: z.int(), stored: z.boolean() }),
  /** headHash and headRevision: what to continue from, where the base was wrong. */
  z.extend(Refusal, { headHash: z.nullable(Hash), headRevision: z.nullable(z.int()) }),
])
export type PushAnswer = z.infer<typeof PushAnswer>
