import type { ActionSpace, Box } from './spaces.ts'
import type { Chance } from './chance.ts'

/** The state of a task: one flat row of numbers, named by the task's layout. Copying, hashing, sending and rolling back are array copies. */
export type Row = Float64Array

/** What a step tells beside the new state. */
export interface StepOut {
  /** Reward of each seat [seats]. */
  rewards: Float64Array
  terminated: boolean
  truncated: boolean
}

export const newStepOut = (seats: number): StepOut => ({
  rewards: new Float64Array(seats),
  terminated: false,
  truncated: false,
})

/** A number that is chosen when a match is made and holds for all of it. */
export interface TaskOption {
  default: number
  min: number
  max: number
  integer: boolean
}

export type Options = Readonly<Record<string, number>>

/** One named view of the state, as one seat sees it. */
export interface Observation {
  name: string
  space: Box
  /** Writes the numbers of the observation into `out` from `offset` on. */
  observe(state: Row, seat: number, out: Float32Array, offset: number): void
}

/** A small honest program that plays a seat, with what it changes in the options. Its memory is its own, not in the row. */
export interface BuiltIn {
  strength: string
  name: string
  description: string
  /** The options that hold while it sits in this seat. */
  options(seat: number): Options
  /** A fresh player; `decide` returns an action code. */
  create(): { decide(state: Row, seat: number): number }
}

/** A game: spaces, dynamics, reward. Any change in behaviour is a new version. */
export interface Task {
  id: string
  version: number
  name: string
  seats: number
  ticksPerSecond: number
  /** Ticks from one decision of an agent to the next. */
  decisionPeriod: number
  /** A decision from the state after tick t applies from tick t + 1 + actionLatency on. */
  actionLatency: number
  /** Longest match, in ticks: truncated there. */
  maxTicks: number
  action: ActionSpace
  observations: Readonly<Record<string, Observation>>
  options: Readonly<Record<string, TaskOption>>
  /** Names of the numbers of a row, in their order. */
  layout: readonly string[]
  builtIns: readonly BuiltIn[]
  /** Writes the start of a match into the row. */
  reset(state: Row, options: Options, chance: Chance): void
  /** Whether the next step asks chance: prediction must stop before it. */
  asksChance(state: Row): boolean
  /** Whether the next step settles what nobody may show before it is confirmed, such as a hit, a miss or a point. When that is depends on
   *  nothing that seats do from the last such step (or question to chance) on; no other step rewards or ends. Without it: every step. */
  settles?(state: Row): boolean
  /** Changes the row in place by one tick and writes rewards and the ends into `out`. Allocates nothing.
   *  actions: the numbers of each seat's action, seat after seat. */
  step(state: Row, actions: Float64Array, chance: Chance, out: StepOut): void
  /** The points of a seat so far. */
  score(state: Row, seat: number): number
  /** Whether a serve (or another quiet moment) begins here: new weights are taken and pauses begin only at such states. */
  atServe(state: Row): boolean
  /** What a person at the screen goes by, for a model of them: nothing that tells the action they hold. */
  personView?: Observation
  /** Makes a fresh row another start worth practising from, only in training: it shows what a match shows, without the waiting. */
  practiceStart?(state: Row, chance: Chance): void
}

/** The given options over the task's defaults. Throws on an unknown name or a value out of range. */
export function completeOptions(task: Task, given: Options): Options {
  for (const [name, value] of Object.entries(given)) {
    const option = task.options[name]
    if (!option) throw new Error(`${task.id} has no option "${name}"`)
    if (!(value >= option.min && value <= option.max) || (option.integer && !Number.isInteger(value)))
      throw new Error(
        `${task.id}: ${name} must be ${option.integer ? 'a whole number ' : ''}from ${option.min} to ${option.max}, not ${value}`,
      )
  }
  return Object.fromEntries(Object.entries(task.options).map(([name, option]) => [name, given[name] ?? option.default]))
}

/** The place of each seat, 1 for the best; equal scores share a place. */
export function placesOf(task: Task, state: Row): number[] {
  const scores = Array.from({ length: task.seats }, (_, seat) => task.score(state, seat))
  return scores.map((score) => 1 + scores.filter((other) => other > score).length)
}
