import type { Row, Task } from './task.ts'

/** The states at the last decisions of one match or episode, for observations with a history. Allocates nothing after it was made. */
export class StateHistory {
  /** The newest first; as many as were kept since the last `clear`, at most `length`. */
  readonly earlier: Row[] = []
  private readonly spare: Row[]

  /** length: how many states are kept; size: numbers of a state. */
  constructor(length: number, size: number) {
    this.spare = Array.from({ length }, () => new Float64Array(size))
  }

  /** Keeps a copy of the state of a decision that is over. */
  keep(state: Row): void {
    const row = this.spare.pop() ?? this.earlier.pop()
    if (!row) return
    row.set(state)
    this.earlier.unshift(row)
  }

  /** Nothing is before a reset. */
  clear(): void {
    while (this.earlier.length > 0) this.spare.push(this.earlier.pop()!)
  }
}

/** The longest history that any of a task's observations needs. */
export const longestHistory = (task: Task): number =>
  Object.values(task.observations).reduce((most, { history }) => Math.max(most, history), 0)
