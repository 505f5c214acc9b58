import * as z from 'zod/mini'
import { MAX_SEATS } from '../core/match-log.ts'
import type { ShownAction } from '../nets/heads/distribution.ts'
import {
  Done,
  InviteReply,
  JoinReply,
  PlayReply,
  PongReply,
  PushAnswer,
  StateReply,
  type MatchResult,
  type Presence,
} from './replies.ts'
import { bytesUpTo, Hash, Id, Tick } from './shapes.ts'
import { Difficulty } from './terms.ts'

/** Every socket message between a page and the server: one table each way and the types that follow from them; `version.ts` has their
 *  version. */

/** What the page says of itself in the Socket.IO handshake (`auth`). */
export const Handshake = z.strictObject({
  protocol: z.int(),
  /** Version of each task the page can step. */
  tasks: z.record(z.string(), z.int()),
})
export type Handshake = z.infer<typeof Handshake>

/** Codes of a refused handshake (`connect_error.data.code`). */
export type HandshakeRefusal = 'outdated' | 'origin' | 'busy' | 'crowded' | 'malformed' | 'banned'

/** The largest change of weights that any network of ours makes. */
export const MOST_DELTA_BYTES = 384_000

/** Whether a record has at most so many entries. */
const atMost = (entries: number) => (record: Record<string, number>) => Object.keys(record).length <= entries

/** Which task is played, in how many seats, and with which of its options: their shapes. What the task itself declares of them is judged
 *  where it is known (server/match/game-wish.ts). */
const task = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/))
const seats = z.optional(z.int().check(z.gte(1), z.lte(MAX_SEATS)))
const options = z.optional(
  z.record(z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/)), z.number()).check(z.refine(atMost(20))),
)

/** The match that I play, which I give up for the one that I ask for. Where it is missing, who plays one is told so. */
const leave = z.optional(Id)

/** An agent that plays the same game beside me, from the same start at the same time, in a match of its own, which I may watch; only in a task
 *  that is played alone, and where I name no agent to watch instead. */
const beside = z.optional(Id)

/** What is missing is as the task has it. Seats that nobody takes are filled by agents. In a task that is played
 *  alone the agent that is named has the one seat, and who asks watches it. */
export const PlayRequest = z.discriminatedUnion('mode', [
  /** With my partner (agentId: the house agent it is forked from; the default one when it is missing) or a built-in. Unrated. */
  z.strictObject({
    mode: z.literal('sparring'),
    task,
    agentId: z.optional(Id),
    /** How its agents are held back, in ticks: what is added to their action latency, and from one decision to the next. */
    reactionTicks: z.optional(z.int().check(z.gte(0), z.lte(10_000))),
    decisionPeriod: z.optional(z.int().check(z.gte(1), z.lte(10_000))),
    /** Even where it is missing. */
    difficulty: z.optional(Difficulty),
    /** A partner of mine as it was at one of its revisions, which does not learn; `agentId` says nothing then. */
    earlier: z.optional(z.strictObject({ partner: Id, revision: z.int().check(z.gte(0), z.lte(0x7fffffff)) })),
    /** With the newborn of the day, which I raise: it ends after a set time of play, and all else says nothing. */
    raise: z.optional(z.literal(true)),
    /** With a newborn as somebody has raised it; it does not learn. */
    raised: z.optional(Id),
    /** Nobody watches but who is given its link, and its record is shown to no others. The newborn of the day is raised for all to see. */
    unwatched: z.optional(z.literal(true)),
    beside,
    options,
    seats,
    leave,
  }),
  /** With a house agent's or built-in's frozen checkpoint (null: one near my rating). Counts for the task's board. */
  z.strictObject({ mode: z.literal('ranked'), task, agentId: z.nullish(Id), beside, seats, leave }),
  /** With the next people who want the same; agents step in after a few seconds. Counts for the board, unless options were chosen. */
  z.strictObject({ mode: z.literal('people'), task, options, seats, leave }),
  /** With those who open the link. Private, unrated. */
  z.strictObject({ mode: z.literal('invite'), task, options, seats, leave }),
])
export type PlayRequest = z.infer<typeof PlayRequest>

/** Classes of messages, each with limits of its own on the server. */
export type RateClass = 'input' | 'steady' | 'rare' | 'model'

interface Row {
  body: z.ZodMiniType
  rate: RateClass
  /** What is answered where it is accepted, or refused for a reason of its own; any message may also be answered with a `Refusal`. */
  reply?: z.ZodMiniType
}
type MessageTable = Record<string, Row>

const inMatch = z.strictObject({ match: Id })
const invited = z.strictObject({ invite: z.string().check(z.maxLength(64)) })
const accepted = z.strictObject({ invite: z.string().check(z.maxLength(64)), leave })

export const clientMessages = {
  /** Asks for a match. When the reply says `waiting`, `lobby:matched` follows. */
  'lobby:play': { body: PlayRequest, reply: PlayReply, rate: 'rare' },
  /** Stops waiting. */
  'lobby:cancel': { body: z.strictObject({}), reply: Done, rate: 'rare' },
  /** Asks who invites; takes no seat. */
  'lobby:invitation': { body: invited, reply: InviteReply, rate: 'rare' },
  /** Takes the seat an invitation offers. */
  'lobby:accept': { body: accepted, reply: PlayReply, rate: 'rare' },
  /** Enters a match as its player (if a seat is mine) or as a spectator; leaves the one watched before. Sent again after a lost connection,
   *  and when a beat's hash differs. */
  'match:join': {
    body: z.strictObject({
      match: Id,
      key: z.optional(z.string().check(z.maxLength(64))),
      /** `match:ready` follows once there is a court to see: the match waits a few seconds for that. Where it is missing, for nothing. */
      draws: z.optional(z.boolean()),
    }),
    reply: JoinReply,
    rate: 'rare',
  },
  /** The state of the match that I am in: for a page whose own steps come to something else than the server's. */
  'match:state': { body: inMatch, reply: StateReply, rate: 'steady' },
  /** My seat's action from this tick on; the next tick if that is past; at most 15 ticks ahead. No reply. */
  'match:input': {
    body: z.strictObject({ tick: Tick, action: z.int().check(z.gte(0), z.lte(0xffffffff)) }),
    rate: 'input',
  },
  /** My court has drawn its first frame: the match may begin, or go on. */
  'match:ready': { body: inMatch, reply: Done, rate: 'rare' },
  /** My sparring match shall stand still, or go on after a countdown. `match:presence` tells everybody. */
  'match:pause': { body: z.strictObject({ match: Id, paused: z.boolean() }), reply: Done, rate: 'rare' },
  /** I go to another page: my seat is held as that of a lost connection is. */
  'match:away': { body: inMatch, reply: Done, rate: 'rare' },
  /** Gives up my seat (and loses a rated match), or stops watching. */
  'match:leave': { body: inMatch, reply: Done, rate: 'rare' },
  /** I want to play again with the same settings. `match:next` follows when everybody does (an agent always does). unwatched: of sparring,
   *  as in `lobby:play`; where it is missing, as the match before. */
  'match:rematch': {
    body: z.strictObject({ match: Id, unwatched: z.optional(z.boolean()) }),
    reply: Done,
    rate: 'rare',
  },
  /** My sparring partner shall hold back so much from the next serve on. `match:presence` tells everybody. */
  'match:difficulty': {
    body: z.strictObject({ match: Id, difficulty: Difficulty }),
    reply: Done,
    rate: 'rare',
  },
  /** Measures the round trip. */
  'time:ping': { body: z.strictObject({}), reply: PongReply, rate: 'steady' },
  /** A compressed change of my partner's weights since revision `base`, and the hash of the result. */
  'model:push': {
    body: z.strictObject({
      match: Id,
      agent: Id,
      base: Hash,
      hash: Hash,
      delta: bytesUpTo(MOST_DELTA_BYTES),
      stats: z.record(z.string().check(z.regex(/^[ -~]{1,40}$/)), z.number()).check(z.refine(atMost(40))),
    }),
    reply: PushAnswer,
    rate: 'model',
  },
} as const satisfies MessageTable

type Messages = typeof clientMessages
export type ClientMessageName = keyof Messages
export type ClientBody<N extends ClientMessageName> = z.infer<Messages[N]['body']>

/** Messages that have a reply. */
export type Question = {
  [N in ClientMessageName]: Messages[N] extends { reply: z.ZodMiniType } ? N : never
}[ClientMessageName]
export type Reply<N extends Question> = z.infer<Messages[N]['reply']>

/** What an agent has in mind: sent with each of its decisions, to everyone in a match where it is not secret (sparring), a few at a time. */
export interface Mind {
  seat: number
  /** The tick whose state it saw. */
  tick: number
  /** What it is about to do. */
  shown: ShownAction
  /** Its own value of the state, from −1 (the worst) to 1; null where it has none. */
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
