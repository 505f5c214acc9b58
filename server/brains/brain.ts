import type { Row } from '../../game/core/task.ts'
import type { ShownAction } from '../../game/nets/heads/distribution.ts'

/** What a brain is asked: what to do in this seat, seeing this state. The rows are only valid during the call. */
export interface Question {
  state: Row
  seat: number
  /** The states at the decisions before, the newest first, as far as the task's observations need them; none where missing. */
  earlier?: readonly Row[]
}

export interface Decision {
  /** Code of the action. */
  code: number
  /** What only a policy has; null for a program. */
  mind: {
    /** Its own value of the state; null where it has no value network. */
    value: number | null
    shown: ShownAction
  } | null
}

/** Decides for the seats it holds. Its weights never change: a new revision is another brain. */
export interface Brain {
  /** One decision for each question, in their order: at once, or later where others compute it. Rejects when it cannot say. */
  decide(batch: readonly Question[]): readonly Decision[] | Promise<readonly Decision[]>
  /** The seat no longer needs it. */
  close(): void
}
