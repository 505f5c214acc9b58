import type { Row } from './task.ts'

/** How somebody plays, told from what they did in some matches. */
export interface PlayStyle {
  /** Of how many matches. */
  matches: number
  habits: Habit[]
}

/** One thing that can be told of somebody's play. */
export interface Habit {
  name: string
  /** In figures, or as one word. */
  value: string
  /** Of what it is made up, in the order in which it is shown; empty where it is one figure. */
  parts: { name: string; count: number }[]
}

/** Counts what one seat of a match does. */
export interface StyleCounter {
  /** The state after each tick, the first one too. */
  visit(state: Row): void
  /** What was counted, to be added up over matches. */
  readonly counts: Float64Array
}

/** What a task can tell of how a seat is played. */
export interface StyleReader {
  counter(seat: number): StyleCounter
  /** From counts that were added up; none where they say too little. */
  habits(counts: ArrayLike<number>): Habit[]
}
