import type { Task } from '../core/task.ts'

/** What tasks declare that are played alone, an agent deciding at every tick and seeing at once, with nothing to choose and nobody to study:
 *  the terms of Gymnasium's single environments. */
export const alone = {
  seats: { min: 1, max: 1 },
  decisionPeriod: 1,
  actionLatency: 0,
  options: {},
  countIn: 3,
  quickGame: {},
  episode: 'match',
  leaver: 'ends',
  study: null,
  asksChance: () => false,
  atServe: () => false,
} satisfies Partial<Task>
