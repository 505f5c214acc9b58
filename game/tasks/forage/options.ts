import type { TaskOption } from '../../core/task.ts'

export const MAX_SECONDS = 180

/** What holds for a match of forage; here by itself so that a page can ask without the simulation. */
export const forageOptions = {
  seconds: {
    label: 'Seconds',
    default: 90,
    min: 10,
    max: MAX_SECONDS,
    integer: true,
    choices: [30, 90, MAX_SECONDS].map((value) => ({ value, label: String(value) })),
    say: (seconds) => `${seconds} seconds`,
    chooser: 'players',
  },
} satisfies Record<string, TaskOption>
