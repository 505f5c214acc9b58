import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'

/** The address of a task's board. */
export const boardPath = (task: string): string =>
  task === DEFAULT_TASK ? '/leaderboard' : `/leaderboard?task=${encodeURIComponent(task)}`
