import type { Recording } from '../record-match.ts'
import type { MatchLog } from '../../../game/core/match-log.ts'
import type { Task } from '../../../game/core/task.ts'

/** What the checks of a task look at. */
export interface TaskEvidence {
  task: Task
  /** Matches of restless play and of built-ins against themselves, with the state after each tick. */
  matches: readonly PlayedMatch[]
  /** Logs that earlier code recorded of this version of the task. */
  recorded: readonly MatchLog[]
}

export interface PlayedMatch extends Recording {
  /** The seed it can be played again from. */
  seed: number
  seats: number
}

/** One thing that every task must be or do. Its faults are sentences that say what is wrong, and what to do. */
export interface TaskCheck {
  name: string
  faults(evidence: TaskEvidence): string[]
}

/** Which match and tick a fault was seen in. */
export const at = ({ seed, seats }: PlayedMatch, tick: number): string =>
  `(seed ${seed}, ${seats} seat${seats === 1 ? '' : 's'}, after tick ${tick})`
