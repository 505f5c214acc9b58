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
  /** Share of what their opponent sent that it sent there: of the first, and of the latest. */
  aimedThen: number
  aimedNow: number
}

export interface Portrait {
  /** What they had to meet, in the plural: "balls". */
  things: string
  regions: readonly Region[]
  /** Things sent on which `aimedThen` and `aimedNow` rest each. */
  aims: number
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
  /** All that it knows, as plain data. */
  save(): unknown
  /** Takes over what was saved. Throws TypeError, and changes nothing, where it was not. */
  load(saved: unknown): void
}
