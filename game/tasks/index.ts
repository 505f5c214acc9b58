import { taskRegistry } from '../core/task-registry.ts'
import type { Task } from '../core/task.ts'
import { pong } from './pong/pong.ts'

/** Every task, in the order in which they are shown; then the old versions, whose logs can still be stepped. */
export const registry = taskRegistry([pong], [])

export const { tasks } = registry

/** The newest version of a task. Throws where there is none. */
export function taskById(id: string): Task {
  const task = registry.find(id)
  if (!task) throw new Error(`There is no task "${id}"`)
  return task
}

/** The version of a task that a log is of. Throws where it is not known. */
export function taskOf(id: string, version: number): Task {
  const task = registry.findVersion(id, version)
  if (!task) throw new Error(`There is no version ${version} of a task "${id}"`)
  return task
}
