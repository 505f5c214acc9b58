import type { Task } from '../../game/core/task.ts'

/** What a task for one test declares of its matches where the test does not care. */
export const plainMatch: Pick<
  Task,
  'longestReactionTicks' | 'quickGame' | 'episode' | 'leaver' | 'scoring' | 'study' | 'options'
> = {
  longestReactionTicks: 0,
  options: {},
  quickGame: {},
  episode: 'match',
  leaver: 'ends',
  scoring: { unit: 'points', ranked: 'rating', show: String },
  study: null,
}
