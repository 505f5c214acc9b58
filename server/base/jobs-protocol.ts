import type { AgentKind, Difficulty, MatchMode, MatchStatus } from '../../game/protocol/terms.ts'
import type { Options } from '../../game/core/task.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'
import type { SeatRefusalCode } from './seat-refusal.ts'

/** What the game process asks of the jobs process, and what it is told. Sent over the child's IPC channel with advanced
 *  serialisation, so byte arrays travel as they are. Every request has an `id` and gets exactly one reply with the same `id`. */

/** An agent ready to take a seat. `policy` is null for a built-in. */
export interface SeatedAgent {
  agentId: string
  /** Whose it is; null for the agents that every Sparring has. */
  ownerId: string | null
  kind: AgentKind
  name: string
  /** For a built-in: which of its strengths, as the task names it. */
  strength: string | null
  reactionTicks: number
  frozen: boolean
  policy: SeatedPolicy | null
  /** Of a newborn that is being raised: the UTC day whose it is, 'YYYY-MM-DD'. */
  day?: string
  /** The checkpoint that a rated match rates, null where none is (partners). */
  checkpoint: { contender: string } | null
}

export interface SeatedPolicy {
  spec: PolicySpec
  observation: string
  revision: number
  hash: string
  /** Little-endian float32. */
  weights: Uint8Array
}

export type PushRefusal =
  | 'wrong-base'
  | 'shape'
  | 'not-finite'
  | 'too-large'
  | 'too-often'
  | 'no-room'
  | 'not-yours'
  | 'frozen'
  | 'malformed'

export type PushReply =
  | { ok: true; hash: string; revision: number; stored: boolean; weights: Uint8Array }
  | { ok: false; reason: PushRefusal; message: string; headHash: string | null; headRevision: number | null }

export type JobsRequest =
  /** The partner in a task of a person, called so by their session, that was forked from the house agent `parentId` (null: the default one);
   *  made if there is none, and so is the person's row. Of somebody's partner `parentId` seats that one. */
  | { ask: 'seat-partner'; task: string; userId: string; name: string; parentId: string | null }
  /** A partner in a task of a person as it was at one of its revisions. It does not learn. */
  | { ask: 'seat-earlier'; task: string; userId: string; agentId: string; revision: number }
  /** The newborn of today in a task, for this person, called so by their session, to raise: an agent of its own that learns. */
  | { ask: 'seat-newborn'; task: string; userId: string; name: string }
  /** A newborn as it was raised and measured. It does not learn. */
  | { ask: 'seat-raised'; task: string; agentId: string }
  /** A house agent or built-in of a task at its newest checkpoint; null: one near the user's rating, and if there is one, none of `except`. */
  | { ask: 'seat-agent'; task: string; agentId: string | null; userId: string | null; except: readonly string[] }
  /** What these people are called now, by id; each with the name of their session. */
  | { ask: 'names'; people: { id: string; name: string }[] }
  /** A compressed delta from the trainer that owns the agent. */
  | {
      ask: 'push'
      userId: string
      agentId: string
      matchId: string | null
      base: string
      hash: string
      delta: Uint8Array
      stats: unknown
    }
  /** Lines were added to the journal; record them. */
  | { ask: 'journal' }
  /** Ask the database something, to know that it answers; and how many results wait for it, and how many were set aside. */
  | { ask: 'ping' }
  /** Finish what is under way, then reply. */
  | { ask: 'stop' }

export interface JobsReplies {
  'seat-partner': SeatedAgent
  'seat-earlier': SeatedAgent
  'seat-newborn': SeatedAgent
  'seat-raised': SeatedAgent
  'seat-agent': SeatedAgent
  names: Record<string, string>
  push: PushReply
  journal: { pending: number }
  ping: { pending: number; setAside: number }
  stop: Record<string, never>
}

export type JobsMessage =
  | { id: number; reply: JobsReplies[keyof JobsReplies] }
  /** `refusal`: the code of a SeatRefusal, whose sentence is for the person who asked. */
  | { id: number; error: string; refusal?: SeatRefusalCode }
  /** A match's result is in the database. Ratings are in the shown scale. */
  | {
      event: 'recorded'
      matchId: string
      status: MatchStatus
      seats: { seat: number; before: number | null; after: number | null }[]
    }
  | { event: 'ready' }
  /** People whose session counts no more: all at a start; when it changes, all who are banned and who was deleted of late. */
  | ({ event: 'excluded' } & Exclusions)

/** One line of the journal (JSON, one synced line a match). */
export interface JournalLine {
  matchId: string
  task: string
  taskVersion: number
  mode: MatchMode
  rated: boolean
  public: boolean
  key: string | null
  /** Those of the log's header. */
  options: Options
  startedAt: string
  endedAt: string
  reason: string
  /** The whole match log (header, body, footer), deflated (raw), base64. */
  log: string
  lateDecisions: number
  /** How hard the agent was to make it, as it was at the end; null where it played its best. */
  difficulty: Difficulty | null
  /** The share of its decisions that it let pass for that. */
  heldBack: number
  /** Where a newborn was raised in it: the UTC day whose it was. */
  newbornOf?: string | null
  /** One to eight. */
  seats: {
    seat: number
    userId: string | null
    agentId: string | null
    /** Whose the agent is; null for a person, the agents that every Sparring has, and in lines from before it. */
    ownerId?: string | null
    /** 'user:ID' or 'checkpoint:ID' where the seat is rated. */
    contender: string | null
    revisionHash: string | null
    name: string
    /** A partner as it was at an earlier revision; missing in lines from before it. */
    earlier?: boolean
    score: number
    place: number
  }[]
}

/** The people whose sessions count no more, by id. */
export interface Exclusions {
  banned: string[]
  deleted: string[]
}

export type JobsEvent = Extract<JobsMessage, { event: string }>

/** Where jobs is asked. */
export interface Jobs {
  /** Rejects with jobs' reason (a SeatRefusal where it is for the person who asked), when jobs ends first, or after `timeout` ms. */
  ask<R extends JobsRequest>(request: R, timeout?: number): Promise<JobsReplies[R['ask']]>
  /** Calls `listener` with each event of jobs; returns the function that ends this. */
  onEvent(listener: (event: JobsEvent) => void): () => void
}
