import type { Figure } from '../../game/learn/learner/algorithm.ts'
import type { LogHeader } from '../../game/core/match-log.ts'
import type { Foresight, Portrait } from '../../game/core/person-model.ts'
import type { Tally } from '../../game/learn/practice/arena.ts'
import type { Foretold, ForetoldTally } from '../../game/learn/sparring/foretelling.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'
import type { TrainerBackend } from './trainer-backend.ts'

/** What the trainer needs to begin: the match, which seat's agent learns, and the weights that the server holds for it. */
export interface TrainerStart {
  header: LogHeader
  /** The learning agent's seat. */
  seat: number
  spec: PolicySpec
  observation: string
  revision: number
  /** Of `weights`. */
  hash: string
  weights: Float32Array
  /** Those that the match began with, where it has learned since: it is measured against them. Null: these are they, or they are lost. */
  first: Float32Array | null
  /** What is remembered of the person, as an event 'ghost' of an earlier match told it; null: nothing. */
  ghost: string | null
  /** Forces a backend (`?backend=`); null: the fastest, by measuring. */
  backend: TrainerBackend | null
  /** What a measurement before has found, from `TrainerEvent` 'measured'; null: measure now. */
  remembered: TrainerBackend | null
}

/** From the page to the worker. */
export type TrainerCommand =
  | { type: 'start'; start: TrainerStart }
  /** A slice of the log's body. base: tick of the last event before it; toTick: the last tick it covers. */
  | { type: 'ticks'; base: number; toTick: number; bytes: Uint8Array }
  /** The server holds this revision now. weights: only where it did not come from the proposal under way. */
  | { type: 'served'; revision: number; hash: string; weights: Float32Array | null }
  | { type: 'refused'; message: string }
  /** It trains while neither reason holds. */
  | { type: 'pause'; reason: 'hidden' | 'match'; paused: boolean }
  /** Training ends with the match: the ghost is told once more, then 'stopped'. */
  | { type: 'stop' }

/** What the trainer did since its last proposal; numbers only, sent along with it. */
export type TrainerStats = Record<string, number>

/** A change of the partner's weights for the server: one at a time, answered by 'served' or 'refused'. */
export interface Proposal {
  /** Hash of the weights that the change starts from, and of those it leads to. */
  base: string
  hash: string
  delta: Uint8Array<ArrayBuffer>
  stats: TrainerStats
}

export type TrainerPhase = 'starting' | 'probing' | 'watching' | 'practising' | 'paused' | 'stopped' | 'failed'

/** A figure of the algorithm with its value. */
export type ShownFigure = Figure & { value: number }

/** All that the learning panel shows. Counts are true counts, of this match; what is known of the player
 *  goes on from match to match. */
export interface TrainerStatus {
  phase: TrainerPhase
  /** Null until one is chosen. */
  backend: TrainerBackend | null
  /** The player's decisions that were studied. */
  studiedMoves: number
  /** Points played in simulation. */
  practicePoints: number
  /** Decisions taken in simulation. */
  practiceDecisions: number
  /** How well the ghost foretells the player; null until there is enough to say. */
  foresight: Foresight | null
  /** Where the player is weak and strong, and what the partner makes of it; null where the ghost cannot say. */
  portrait: Portrait | null
  /** How often the player was where the ghost expected them, in this match and lately; null where the ghost cannot say. */
  foretold: { all: ForetoldTally; lately: ForetoldTally } | null
  /** The latest practice points of what it is now against what it was when the match began; null until there are enough. */
  againstFirst: Tally | null
  /** Learning updates made. */
  updates: number
  /** Share of the latest practice points won against the ghost; null until there are some. */
  winChance: number | null
  /** What the algorithm reports of the last update, explained; finite ones only. */
  figures: readonly ShownFigure[]
  /** Times it went back to an earlier revision. */
  rollbacks: number
  /** One plain sentence about what it does or what last happened. */
  message: string
}

/** From the worker to the page. */
export type TrainerEvent =
  | { type: 'status'; status: TrainerStatus }
  | { type: 'proposal'; proposal: Proposal }
  /** The backend that measured fastest: remember it for the next match. */
  | { type: 'measured'; backend: TrainerBackend }
  /** Where the ghost expects the player to be, as soon as it does, and again with what became of it. */
  | { type: 'foretold'; foretold: Foretold }
  /** All that the ghost knows of the person by now, as text for the next match. It stays in this browser. */
  | { type: 'ghost'; saved: string }
  /** Nothing more is told. */
  | { type: 'stopped' }

export const startingStatus: TrainerStatus = {
  phase: 'starting',
  backend: null,
  studiedMoves: 0,
  practicePoints: 0,
  practiceDecisions: 0,
  foresight: null,
  portrait: null,
  foretold: null,
  againstFirst: null,
  updates: 0,
  winChance: null,
  figures: [],
  rollbacks: 0,
  message: 'Getting ready to learn from you.',
}
