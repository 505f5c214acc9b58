import type { ActiveNumbers } from './active-numbers.ts'
import type { ActionSpace, Box } from './spaces.ts'
import type { Chance } from './chance.ts'
import type { FiniteModel } from './finite-model.ts'
import type { PersonModel } from './person-model.ts'
import type { StyleReader } from './play-style.ts'

/** The state of a task: one flat row of numbers, named by the task's layout. Copying, hashing, sending and rolling back are array copies. */
export type Row = Float64Array

/** What a step tells beside the new state. */
export interface StepOut {
  /** Reward of each seat [seats.max]. */
  rewards: Float64Array
  terminated: boolean
  truncated: boolean
}

/** seats: the most that the task has. */
export const newStepOut = (seats: number): StepOut => ({
  rewards: new Float64Array(seats),
  terminated: false,
  truncated: false,
})

/** A number that is chosen when a match is made and holds for all of it. It describes itself, so that pages and doors need to know no task. */
export interface TaskOption {
  /** What it is called beside its control: "First to". */
  label: string
  default: number
  min: number
  max: number
  integer: boolean
  /** The values that are offered, with their words; without it, the whole range is. */
  choices?: readonly { value: number; label: string }[]
  /** A value within a sentence: "first to 11". */
  say(value: number): string
  /** Who may choose it: the players of an unrated match, or only whoever makes matches, as with a handicap of built-ins. */
  chooser: 'players' | 'host'
}

export type Options = Readonly<Record<string, number>>

/** One named view of the state, as one seat sees it. */
export interface Observation {
  name: string
  space: Box
  /** How many earlier decisions' states it needs, so that a difference of frames needs nothing in the row. */
  history: number
  /** Writes the numbers of the observation into `out` from `offset` on. earlier: the states at the decisions before, the newest first, at most
   *  `history` of them; fewer after a reset, and none where the argument is missing. */
  observe(this: void, state: Row, seat: number, out: Float32Array, offset: number, earlier?: readonly Row[]): void
  /** Of a view that is nearly all zeros: how to write those of its numbers alone that are not, at most `most` of them. */
  active?: {
    most: number
    observe(state: Row, seat: number, out: ActiveNumbers, earlier?: readonly Row[]): void
  }
}

/** A small honest program that plays a seat, with what it changes in the options. Its memory is its own, not in the row. */
export interface BuiltIn {
  strength: string
  name: string
  description: string
  /** The options that hold while it sits in this seat. */
  options(seat: number): Options
  /** A fresh player; `decide` returns an action code. chance: what one that plays by lot draws from; the same draws each time where it is missing. */
  create(chance?: Chance): { decide(state: Row, seat: number): number }
}

/** How many seats a match has: any number from the fewest to the most. */
export interface SeatRange {
  min: number
  max: number
}

/** What scores of a task mean. More is always better: a task in which less time is better counts it negative, and shows it as time. */
export interface Scoring {
  /** What is counted, as a word in the plural. */
  unit: string
  /** What its board goes by: the rating of who beats whom, or the scores themselves. */
  ranked: 'rating' | 'score'
  /** What a board of scores goes by: the best of each, as where nothing is said, or the mean of all of them. */
  sort?: 'best' | 'mean'
  /** A score in figures, without its unit. */
  show(score: number): string
}

/** What learning from a person who plays the task needs. */
export interface Study {
  /** What a person at the screen goes by, for a model of them: nothing that tells the action they hold. */
  personView: Observation
  /** A model of somebody of whom nothing is known, where the task has one: it knows more of how people play than a clone of their moves can. */
  model?(): PersonModel
  /** Makes a fresh row another start worth practising from, only in training: it shows what a match shows, without the waiting. */
  practiceStart(state: Row, chance: Chance): void
}

/** A game: spaces, dynamics, reward, and all that a match of it needs to know. Any change in behaviour is a new version. */
export interface Task {
  id: string
  version: number
  name: string
  /** What it is about, in one sentence for people. */
  about: string
  seats: SeatRange
  ticksPerSecond: number
  /** Ticks from one decision of an agent to the next. */
  decisionPeriod: number
  /** A decision from the state after tick t applies from tick t + 1 + actionLatency on. */
  actionLatency: number
  /** The longest delay that can be added to an agent's action latency so that people have a chance, in ticks. */
  longestReactionTicks: number
  /** Longest match, in ticks: truncated there. */
  maxTicks: number
  action: ActionSpace
  observations: Readonly<Record<string, Observation>>
  options: Readonly<Record<string, TaskOption>>
  /** Seconds for which a match in which a person plays stands still at its start, before its first step, where that would come before they have
   *  seen where they are; missing where play begins with a wait of its own. */
  countIn?: number
  /** What a person's seat does until they do something: these action codes in turn, one a tick. Missing where code 0 is to do nothing. */
  rest?: readonly number[]
  /** The options of a short match, with which learning is checked and first ratings are found. */
  quickGame: Options
  /** The options of a match that no score ends, so that it can be played for a time; missing where there is none. */
  timedGame?: Options
  /** What one episode of practice is: a whole match, or a point, where each reward is one and play begins anew after it. */
  episode: 'match' | 'point'
  /** What it means that somebody leaves: the match ends and is lost to the others, or goes on, and the seat does nothing any more. */
  leaver: 'ends' | 'goes-on'
  scoring: Scoring
  /** Null: nobody can be studied, so agents learn from practice alone. */
  study: Study | null
  /** How it is played, as far as that can be told; missing where it cannot. */
  style?: StyleReader
  /** The whole of a task that is small enough, for dynamic programming. */
  model?: FiniteModel
  /** The most that the rewards of a seat can add up to in one match with these options; every task of a registry says it. */
  maxReturn?(options: Options): number
  /** Writes the same moment with the two seats exchanged into `out`, where they are exact mirrors: the same actions exchanged then lead, but
   *  for what chance brings, to the same moment exchanged, and each seat sees what the other one saw. Missing where they are not. */
  mirror?(state: Row, out: Row): void
  /** Names of the numbers of a row, in their order; those of seats for as many as there can be. */
  layout: readonly string[]
  builtIns: readonly BuiltIn[]
  /** Writes the start of a match into the row. options: all of them. seats: how many this match has; a task that may have several numbers of
   *  them keeps it in the row. */
  reset(state: Row, options: Options, chance: Chance, seats: number): void
  /** Whether the next step asks chance: prediction must stop before it. */
  asksChance(state: Row): boolean
  /** Whether the next step settles what nobody may show before it is confirmed, such as a hit, a miss or a point. When that is depends on
   *  nothing that seats do from the last such step (or question to chance) on; no other step rewards or ends. Without it: every step. */
  settles?(state: Row): boolean
  /** Changes the row in place by one tick and writes rewards and the ends into `out`. Allocates nothing.
   *  actions: the numbers of each seat's action, seat after seat, for seats.max of them; those of a seat that nobody holds are code 0's. */
  step(this: void, state: Row, actions: Float64Array, chance: Chance, out: StepOut): void
  /** The score of a seat so far: see `scoring`. */
  score(state: Row, seat: number): number
  /** Whether a serve (or another quiet moment) begins here: new weights are taken and pauses begin only at such states. */
  atServe(state: Row): boolean
}

/** The score of each seat of a match of so many [seats]. */
export const scoresOf = (task: Task, state: Row, seats: number): number[] =>
  Array.from({ length: seats }, (_, seat) => task.score(state, seat))

/** The place of each seat of a match of so many, 1 for the best; equal scores share a place. left: the seats that were left for good while the
 *  match went on, in the order of leaving: they come after all others, who left first last. */
export function placesOf(task: Task, state: Row, seats: number, left: readonly number[] = []): number[] {
  const scores = scoresOf(task, state, seats)
  return scores.map((score, seat) => {
    const leftAt = left.indexOf(seat)
    if (leftAt >= 0) return seats - leftAt
    return 1 + scores.filter((other, i) => other > score && !left.includes(i)).length
  })
}
