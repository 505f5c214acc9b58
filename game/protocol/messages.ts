import { z } from 'zod'
import { MAX_SEATS, type LogHeader } from '../core/match-log.ts'
import type { Options } from '../core/task.ts'
import type { ShownAction } from '../nets/heads/distribution.ts'

/** Every socket message between a page and the server: one table each way and the types that follow from them; `version.ts` has their
 *  version. */

/** What the page says of itself in the Socket.IO handshake (`auth`). */
export const Handshake = z.strictObject({
  protocol: z.number().int(),
  /** Version of each task the page can step. */
  tasks: z.record(z.string(), z.number().int()),
})
export type Handshake = z.infer<typeof Handshake>

/** Codes of a refused handshake (`connect_error.data.code`). */
export type HandshakeRefusal = 'outdated' | 'origin' | 'busy' | 'crowded' | 'malformed' | 'banned'

const Id = z.string().regex(/^[0-9a-z]{16,40}$/)
const Tick = z.number().int().min(0).max(10_000_000)
const Hash = z.string().regex(/^[0-9a-f]{64}$/)
/** Bytes as they come from the socket: a Buffer, a Uint8Array or an ArrayBuffer; always a Uint8Array after parsing. */
const Bytes = (max: number) =>
  z
    .union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)])
    .transform((value) => (value instanceof Uint8Array ? value : new Uint8Array(value)))
    .refine((value) => value.byteLength <= max, `at most ${max} bytes`)

/** The largest change of weights that any network of ours makes. */
export const MOST_DELTA_BYTES = 384_000

/** Which task is played, in how many seats, and with which of its options: their shapes. What the task itself declares of them is judged
 *  where it is known (server/match/game-wish.ts). */
const task = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
const seats = z.number().int().min(1).max(MAX_SEATS).optional()
const options = z
  .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/), z.number())
  .refine((chosen) => Object.keys(chosen).length <= 20, 'at most 20 options')
  .optional()

/** What is missing is as the task has it. Seats that nobody takes are filled by agents. */
export const PlayRequest = z.discriminatedUnion('mode', [
  /** With my partner (agentId: the house agent it is forked from; the default one when it is missing) or a built-in. Unrated. */
  z.strictObject({
    mode: z.literal('sparring'),
    task,
    agentId: Id.optional(),
    reactionTicks: z.number().int().min(0).max(10_000).optional(),
    options,
    seats,
  }),
  /** With a house agent's or built-in's frozen checkpoint (null: one near my rating). Counts for the task's board. */
  z.strictObject({ mode: z.literal('ranked'), task, agentId: Id.nullish(), seats }),
  /** With the next people who want the same; agents step in after a few seconds. Counts for the board, unless options were chosen. */
  z.strictObject({ mode: z.literal('people'), task, options, seats }),
  /** With those who open the link. Private, unrated. */
  z.strictObject({ mode: z.literal('invite'), task, options, seats }),
])
export type PlayRequest = z.infer<typeof PlayRequest>

/** Classes of messages, each with limits of its own on the server. */
export type RateClass = 'input' | 'steady' | 'rare' | 'model'

interface Row {
  body: z.ZodType
  rate: RateClass
}
type MessageTable = Record<string, Row>

export const clientMessages = {
  /** Asks for a match. Reply: PlayReply. When it says `waiting`, `lobby:matched` follows. */
  'lobby:play': { body: PlayRequest, rate: 'rare' },
  /** Stops waiting. Reply: Done. */
  'lobby:cancel': { body: z.strictObject({}), rate: 'rare' },
  /** Who invites (takes no seat). Reply: InviteReply. */
  'lobby:invitation': { body: z.strictObject({ invite: z.string().max(64) }), rate: 'rare' },
  /** Takes the seat an invitation offers. Reply: PlayReply. */
  'lobby:accept': { body: z.strictObject({ invite: z.string().max(64) }), rate: 'rare' },
  /** Enters a match as its player (if a seat is mine) or as a spectator; leaves the one watched before. Reply: JoinReply.
   *  Sent again after a lost connection, and when a beat's hash differs. */
  'match:join': { body: z.strictObject({ match: Id, key: z.string().max(64).optional() }), rate: 'rare' },
  /** The state of the match that I am in: for a page whose own steps come to something else than the server's. Reply: StateReply. */
  'match:state': { body: z.strictObject({ match: Id }), rate: 'steady' },
  /** My seat's action from this tick on; the next tick if that is past; at most 15 ticks ahead. No reply. */
  'match:input': {
    body: z.strictObject({ tick: Tick, action: z.number().int().min(0).max(0xffffffff) }),
    rate: 'input',
  },
  /** Gives up my seat (and loses a rated match), or stops watching. Reply: Done. */
  'match:leave': { body: z.strictObject({ match: Id }), rate: 'rare' },
  /** I want to play again with the same settings. Reply: Done; `match:next` follows when everybody does (an agent always does). */
  'match:rematch': { body: z.strictObject({ match: Id }), rate: 'rare' },
  /** Measures the round trip. Reply: PongReply. */
  'time:ping': { body: z.strictObject({}), rate: 'steady' },
  /** A compressed change of my partner's weights since revision `base`, and the hash of the result. Reply: PushAnswer. */
  'model:push': {
    body: z.strictObject({
      match: Id,
      agent: Id,
      base: Hash,
      hash: Hash,
      delta: Bytes(MOST_DELTA_BYTES),
      stats: z
        .record(z.string().regex(/^[ -~]{1,40}$/), z.number())
        .refine((stats) => Object.keys(stats).length <= 40, 'at most 40 figures'),
    }),
    rate: 'model',
  },
} as const satisfies MessageTable

export type ClientMessageName = keyof typeof clientMessages
export type ClientBody<N extends ClientMessageName> = z.infer<(typeof clientMessages)[N]['body']>

/** Any refusal of a message: what happened and what to do. */
export interface Refusal {
  ok: false
  code: string
  message: string
}
export type Done = { ok: true } | Refusal

export type PlayReply =
  | { ok: true; match: string; key?: string }
  /** until: when an agent steps in, ms from now; null for an invitation. */
  | { ok: true; waiting: 'people' | 'invite'; stepInMillis: number | null; invite?: string }
  /** No more matches can be played right now: place in line, 1 for the first. `lobby:line` tells the next places, then `lobby:matched` or
   *  `lobby:answer` follows. */
  | { ok: true; waiting: 'line'; place: number }
  | Refusal

export type InviteReply =
  /** options: what the host chose; seats: of the match, the host's included. */
  { ok: true; host: string; task: string; options: Options; seats: number } | Refusal

export interface SeatPresence {
  /** Joined at least once. */
  joined: boolean
  connected: boolean
  /** Milliseconds for which a lost seat is still held; null while connected. */
  heldMillis: number | null
  /** Given up for good, while the match goes on without it. */
  left: boolean
  wantsRematch: boolean
}

export interface Presence {
  seats: SeatPresence[]
  watching: number
  phase: 'waiting' | 'playing' | 'paused' | 'over'
}

export interface MatchResult {
  reason: 'finished' | 'time' | 'left' | 'void'
  scores: number[]
  places: number[]
  /** Why a match that was to be rated was not, in words for its players. */
  unrated?: string
}

export type JoinReply =
  | {
      ok: true
      match: string
      mode: 'sparring' | 'ranked' | 'people' | 'invite'
      rated: boolean
      /** Why a match that could be rated is not, in words for its players. */
      unratedReason: string | null
      public: boolean
      header: LogHeader
      /** My seat; null: I watch. */
      seat: number | null
      /** The body of the log so far, and the last tick stepped (−1: not begun). */
      body: Uint8Array
      tick: number
      /** Serial of the next batch of ticks. */
      serial: number
      presence: Presence
      result: MatchResult | null
      /** For the owner of a learning agent's seat: what the trainer starts from. */
      learning: {
        seat: number
        agent: string
        revision: number
        hash: string
        spec: unknown
        weights: Uint8Array
        observation: string
      } | null
    }
  | Refusal

/** The state as the server has it. All ticks up to it were sent before. */
export type StateReply =
  | {
      ok: true
      tick: number
      /** The task's row, as little-endian float64. */
      state: Uint8Array
      /** The action code in force for each seat. */
      codes: number[]
      paused: boolean
    }
  | Refusal

export interface PongReply {
  ok: true
  /** The server's clock in ms (monotonic). */
  now: number
}

export type PushAnswer =
  | { ok: true; hash: string; revision: number; stored: boolean }
  /** headHash and headRevision: what to continue from, where the base was wrong. */
  | (Refusal & { headHash: string | null; headRevision: number | null })

/** What an agent has in mind: sent with each of its decisions, to everyone in a match where it is not secret (sparring), a few at a time. */
export interface Mind {
  seat: number
  /** The tick whose state it saw. */
  tick: number
  /** What it is about to do. */
  shown: ShownAction
  /** Its own value of the state, from −1 (loses the point) to 1; null where it has none. */
  value: number | null
  late: boolean
}

/** From the server. `match:ticks` is one binary frame: see `ticks-frame.ts`. */
export interface ServerMessages {
  'match:ticks': Uint8Array
  'match:presence': Presence
  'match:minds': { minds: Mind[] }
  'match:over': MatchResult
  /** The result is recorded; ratings in the shown scale, null where unrated. */
  'match:recorded': {
    match: string
    seats: { seat: number; before: number | null; after: number | null }[]
    status: string
  }
  /** The rematch. */
  'match:next': { match: string; key?: string }
  /** Another tab or device took my seat. */
  'match:seat-taken': { match: string }
  'lobby:matched': { match: string; key?: string }
  /** My place in line has changed; 1: the first. */
  'lobby:line': { place: number }
  /** What became of waiting, where it was no match: waiting for a person now, or not any more and why. */
  'lobby:answer': PlayReply
  /** A sentence for the person, e.g. before the server stops. */
  'server:notice': { message: string }
}
