import type { Task } from '../core/task.ts'
import { pong } from './pong/pong.ts'

/** Every task, in the order in which they are shown. */
export const tasks: readonly Task[] = [pong]

/** The task of this id. Throws where there is none. */
export function taskById(id: string): Task {
  const task = tasks.find((candidate) => candidate.id === id)
  if (!task) throw new Error(`There is no task "${id}"`)
  return task
}
