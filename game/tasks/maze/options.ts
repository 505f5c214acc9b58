import type { TaskOption } from '../../core/task.ts'

/** Cells on a side. */
export const SIZES = [
  { value: 4, label: 'S' },
  { value: 7, label: 'M' },
  { value: 12, label: 'L' },
] as const

/** A fresh maze each time; any other number is always the same one. */
export const FRESH = 0

/** What holds for a match in the maze; here by itself so that a page can ask without the simulation. */
export const mazeOptions = {
  size: {
    label: 'Size',
    default: 7,
    min: 4,
    max: 12,
    integer: true,
    choices: SIZES,
    say: (cells) => `${SIZES.find(({ value }) => value === cells)?.label ?? `${cells} × ${cells}`}`,
    chooser: 'players',
  },
  maze: {
    label: 'Maze',
    default: FRESH,
    min: FRESH,
    max: 999,
    integer: true,
    choices: [
      { value: FRESH, label: 'A fresh one' },
      { value: 1, label: 'Always the same' },
    ],
    say: (number) => (number === FRESH ? 'a fresh maze' : `maze ${number}`),
    chooser: 'players',
  },
} satisfies Record<string, TaskOption>
