import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'

/** Where the newborn of the day of a task is. */
export const dailyPath = (task: string): string => (task === DEFAULT_TASK ? '/daily' : `/daily?task=${task}`)
