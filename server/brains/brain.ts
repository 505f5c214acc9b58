import type { Row } from '../../game/core/task.ts'

/** What a brain is asked: what to do in this seat, seeing this state. The row is only valid during the call. */
export interface Question {
  state: Row
  seat: number
}

export interface Decision {
  /** Code of the action. */
  code: number
  /** What only a policy has: the probability of each action [actions], its own value of the state, and the natural logarithm of the
   *  probability of what it chose. Null for a program. */
  mind: { probabilities: number[]; value: number; logProbability: number } | null
}

/** Decides for the seats it holds. Its weights never change: a new revision is another brain. */
export interface Brain {
  /** One decision for each question, in their order: at once, or later where others compute it. Rejects when it cannot say. */
  decide(batch: readonly Question[]): readonly Decision[] | Promise<readonly Decision[]>
  /** The seat no longer needs it. */
  close(): void
}
