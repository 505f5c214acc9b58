import type { Task } from './task.ts'

/** The tasks that somebody knows: a page, a server, a test. It is handed in, never reached for. */
export interface TaskRegistry {
  /** The newest version of each task that is played, in the order in which they are shown. */
  readonly tasks: readonly Task[]
  /** The newest version of each task of the lab: to train in, to compare and to step, but on no page and in no match. */
  readonly lab: readonly Task[]
  /** Earlier versions of tasks of both lists, which can be stepped. */
  readonly old: readonly Task[]
  /** The newest version of a task that is played; null where there is none. What pages and doors ask, so that none offers or takes another. */
  find(id: string): Task | null
  /** The newest version of a task, played or of the lab; null where there is none. */
  findAny(id: string): Task | null
  /** This version of a task, played, of the lab or old, for logs; null where it is not known. */
  findVersion(id: string, version: number): Task | null
}

/** tasks: those that are played. old: earlier versions, which can still be stepped but not played. lab: those that are trained in and never
 *  played. Throws where two are the same version of the same task, or both the newest of their id. */
export function taskRegistry(
  tasks: readonly Task[],
  old: readonly Task[] = [],
  lab: readonly Task[] = [],
): TaskRegistry {
  const played = new Map(tasks.map((task) => [task.id, task]))
  const newest = new Map([...tasks, ...lab].map((task) => [task.id, task]))
  const all = [...tasks, ...lab, ...old]
  const versions = new Map(all.map((task) => [`${task.id} ${task.version}`, task]))
  if (newest.size < tasks.length + lab.length || versions.size < all.length)
    throw new Error('Two tasks have the same id and version, or are both the newest of their id')
  return {
    tasks,
    lab,
    old,
    find: (id) => played.get(id) ?? null,
    findAny: (id) => newest.get(id) ?? null,
    findVersion: (id, version) => versions.get(`${id} ${version}`) ?? null,
  }
}
