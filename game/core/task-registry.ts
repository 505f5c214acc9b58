import type { Task } from './task.ts'

/** The tasks that somebody knows: a page, a server, a test. It is handed in, never reached for. */
export interface TaskRegistry {
  /** The newest version of each, in the order in which they are shown. */
  readonly tasks: readonly Task[]
  /** The newest version of a task; null where there is no such task. */
  find(id: string): Task | null
  /** This version of a task, new or old, for logs; null where it is not known. */
  findVersion(id: string, version: number): Task | null
}

/** old: earlier versions, which can still be stepped but not played. Throws where two are the same version of the same task. */
export function taskRegistry(tasks: readonly Task[], old: readonly Task[] = []): TaskRegistry {
  const newest = new Map(tasks.map((task) => [task.id, task]))
  const versions = new Map([...tasks, ...old].map((task) => [`${task.id} ${task.version}`, task]))
  if (newest.size < tasks.length || versions.size < tasks.length + old.length)
    throw new Error('Two tasks have the same id and version, or are both the newest of their id')
  return {
    tasks,
    find: (id) => newest.get(id) ?? null,
    findVersion: (id, version) => versions.get(`${id} ${version}`) ?? null,
  }
}
