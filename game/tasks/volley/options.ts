import type { TaskOption } from '../../core/task.ts'
import { POINTS } from './layout.ts'

/** A number of points that nobody reaches: the match goes on until its time is over. */
export const OUT_OF_REACH = 999

/** What holds for a match of volley; here by itself so that a page can ask without the simulation. */
export const volleyOptions = {
  /** Points to win. */
  target: {
    label: 'First to',
    default: POINTS,
    min: 1,
    max: OUT_OF_REACH,
    integer: true,
    choices: [3, POINTS, 7].map((value) => ({ value, label: String(value) })),
    say: (points) => (points === OUT_OF_REACH ? 'every point counts' : `first to ${points}`),
    chooser: 'players',
  },
} satisfies Record<string, TaskOption>
