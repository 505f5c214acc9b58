import type { Row } from './task.ts'

/** One way in which a step can go. */
export interface Transition {
  probability: number
  /** Number of the state that follows. */
  next: number
  reward: number
  /** The episode ends there: nothing follows. */
  terminated: boolean
}

/** The whole of a task for one seat whose states can be numbered: the Markov decision process itself (Sutton & Barto 3.1), for dynamic
 *  programming. A step of it is one decision. */
export interface FiniteModel {
  /** How many states there are, numbered from 0. */
  states: number
  /** How many actions there are, by their codes. */
  actions: number
  /** The number of the state that a row is in. */
  stateOf(state: Row): number
  /** Where episodes begin; the probabilities sum to 1. */
  starts: readonly { state: number; probability: number }[]
  /** All that can follow an action in a state; the probabilities sum to 1. */
  transitions(state: number, action: number): readonly Transition[]
}
