import type { LogHeader } from '../../game/core/match-log.ts'
import type { Task } from '../../game/core/task.ts'
import type { ServerMessages } from '../../game/protocol/messages.ts'
import type { JoinReply, MatchResult, Presence, Refusal } from '../../game/protocol/replies.ts'
import type { LinkStatus } from './pipe.ts'

export type Learning = NonNullable<Extract<JoinReply, { ok: true }>['learning']>

/** What holds for the whole of a match, as the server told when we came in. */
export interface MatchEntry {
  match: string
  mode: Extract<JoinReply, { ok: true }>['mode']
  rated: boolean
  /** Why a match that could be rated is not, in words for its players. */
  unratedReason: string | null
  public: boolean
  header: LogHeader
  /** What is played, in the version of the header. */
  task: Task
  /** My seat; null: I watch. */
  seat: number | null
  learning: Learning | null
  /** Where a newborn of the day is raised in it: the tick at which it ends; null in any other match. */
  raisedUntil: number | null
  /** The match that is played beside it, from the same start at the same time, and the key to it; null where there is none. */
  beside: { match: string; key?: string } | null
}

/** Which weights decide for an agent's seat. */
export interface SeatPolicy {
  revision: number
  hash: string
  /** From this tick on. */
  tick: number
  /** When it took effect, in ms of the page's monotonic clock. */
  at: number
}

/** All of a match that the screen shows besides the court: replaced as a whole when something of it changes. */
export interface MatchSnapshot {
  link: LinkStatus
  /** `in`: what follows is live. `refused`: there is no such match for me. `taken`: another tab plays my seat. */
  state: 'joining' | 'in' | 'refused' | 'taken' | 'left'
  refusal: Refusal | null
  entry: MatchEntry | null
  presence: Presence | null
  /** When it was told, ms of the page's monotonic clock. */
  presenceAt: number
  /** −1 until the match begins. Not live: see `MatchClient.timeline`. */
  scores: readonly number[]
  begun: boolean
  paused: boolean
  /** I hold it still. */
  held: boolean
  policies: readonly (SeatPolicy | null)[]
  /** Seats that were left for good while the match went on, in the order of leaving. */
  left: readonly number[]
  /** Decisions of each seat that came too late. */
  lateDecisions: readonly number[]
  result: MatchResult | null
  recorded: ServerMessages['match:recorded'] | null
  next: ServerMessages['match:next'] | null
  /** Whether I asked to play again, and why not, if not. */
  rematch: { state: 'none' } | { state: 'asked' } | { state: 'refused'; message: string }
  notice: string | null
  /** Median round trip, ms; null before it was measured. */
  ping: number | null
  /** Ticks that the court is behind, or ahead with my own seat: for the curious and for tests. */
  leadTicks: number
  /** Times the connection was lost and my match resumed, and when last (ms, monotonic). */
  resumes: number
  resumedAt: number | null
  /** Times the whole state had to be fetched because a batch was missing or a hash differed. */
  repairs: number
  /** This browser computes the game otherwise than the server, so the state comes from there. */
  givenState: boolean
  /** Inputs of mine that came too late for their tick. */
  lateInputs: number
}

export const emptySnapshot = (link: LinkStatus): MatchSnapshot => ({
  link,
  state: 'joining',
  refusal: null,
  entry: null,
  presence: null,
  presenceAt: 0,
  scores: [],
  begun: false,
  paused: false,
  held: false,
  policies: [],
  left: [],
  lateDecisions: [],
  result: null,
  recorded: null,
  next: null,
  rematch: { state: 'none' },
  notice: null,
  ping: null,
  leadTicks: 0,
  resumes: 0,
  resumedAt: null,
  repairs: 0,
  givenState: false,
  lateInputs: 0,
})
