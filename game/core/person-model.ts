import type { Chance } from './chance.ts'
import type { Row } from './task.ts'

/** How far off foretelling was, on the mean of what was foretold before it was seen. */
export interface Foresight {
  /** What was foretold, as words after "about": "where you meet the ball". */
  about: string
  /** Of the model. */
  error: number
  /** Of somebody who knows nothing of this person. */
  stranger: number
  /** What both are counted in, as words that follow a number: "paddle heights". */
  unit: string
  /** Standard error of the difference of the two, both asked about the same things. */
  uncertainty: number
  /** Things foretold. */
  count: number
}

/** What is known of a person in one part of the task. Every figure rests on so many things that happened. */
export interface Region {
  /** Where, as words: "top corner". */
  name: string
  /** Things that they had to meet there, and those that they missed. */
  met: number
  missed: number
  /** Share that the model expects them to miss there, with what it presumes of anybody. */
  expectedMiss: number
  /** Share of what their opponent sent that it sent there, since the model began to watch or was loaded: of the first, and of the latest. */
  aimedThen: number
  aimedNow: number
}

export interface Portrait {
  /** What they had to meet, in the plural: "balls". */
  things: string
  /** In the order in which they lie, from the bottom up where they do. */
  regions: readonly Region[]
  /** Things sent on which `aimedThen` and `aimedNow` rest each. */
  aims: number
  /** What was sent last, the newest at the end: the place in `regions` of each. At most `aims` of them. */
  latest: readonly number[]
}

/** Where a person is expected to be when something comes to them, and what became of it. */
export interface Expectation {
  /** The number of the state that tells where they are, by its place in the task's layout. */
  field: number
  /** What it is expected to be then: the centre of what is expected, not a draw. */
  value: number
  /** Further off than this they are elsewhere. */
  tolerance: number
  /** Ticks from the state that it was made upon to the one in which they are there. */
  ticks: number
  /** How likely it holds them to be within the tolerance, 0 to 1. */
  sure: number
  /** On so many things like this one it rests, each counted by how alike it is. */
  rests: number
  /** What who knows nothing of this person would expect the number to be. */
  stranger: number
  /** Null: still to come, or nobody will know. */
  outcome: Outcome | null
}

/** What a person did of what was expected. */
export interface Outcome {
  /** Within the tolerance; else they were elsewhere. */
  asForetold: boolean
  /** Whether they were within the tolerance of what who knows nothing of them would expect. */
  asAnybody: boolean
  /** Whether they met what came to them. Who misses as foretold was foretold as well. */
  met: boolean
  /** The number of the state as it was. */
  value: number
}

/** Somebody who plays as a person does; a place at which they remember what happened. */
export interface PersonPlayer {
  /** Play begins anew, perhaps from another position; what happened before is remembered. */
  begin(): void
  /** The code of their action upon this state, in force after the task's action latency. */
  decide(state: Row, seat: number): number
}

/** How one person plays a task, made of what they did. It is studied tick by tick, and always knows as much as it has seen. */
export interface PersonModel {
  /** A tick of a match in which they sit in this seat. state: the row after it. */
  watch(state: Row, seat: number): void
  /** Takes what was watched into account where that is more than adding it: some milliseconds of work between two breaths. */
  fit(breathe?: () => Promise<void>): Promise<void>
  /** A player who goes with the model: what it learns later, they know. */
  player(chance: Chance): PersonPlayer
  /** Null until there is enough to say. */
  readonly foresight: Foresight | null
  readonly portrait: Portrait
  /** Of what came to them last, replaced when it is settled; null where nothing has come, and where it would rest on too little or be more
   *  likely wrong than right. Reading it changes nothing, and nothing of how the model plays depends on it. */
  readonly expectation: Expectation | null
  /** All that it knows, as plain data. */
  save(): unknown
  /** Takes over what was saved. Throws TypeError, and changes nothing, where it was not. */
  load(saved: unknown): void
}
