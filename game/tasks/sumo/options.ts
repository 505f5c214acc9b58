import type { TaskOption } from '../../core/task.ts'

/** A number of rounds that nobody reaches: the match goes on until its time is over. */
export const OUT_OF_REACH = 999
/** Rounds that win a match of best of five. */
const ROUNDS = 3

/** What holds for a match of sumo; here by itself so that a page can ask without the simulation. */
export const sumoOptions = {
  /** Rounds to win. */
  target: {
    label: 'Rounds',
    default: ROUNDS,
    min: 1,
    max: OUT_OF_REACH,
    integer: true,
    choices: [2, ROUNDS, 5].map((value) => ({ value, label: `Best of ${2 * value - 1}` })),
    say: (rounds) => (rounds === OUT_OF_REACH ? 'every round counts' : `best of ${2 * rounds - 1} rounds`),
    chooser: 'players',
  },
} satisfies Record<string, TaskOption>
