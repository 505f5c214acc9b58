// What tasks share in which one goes from tile to tile.

/** What the actions are, by their codes, and where they lead; rows are counted downwards. */
export const ACTIONS = ['stay', 'up', 'right', 'down', 'left'] as const
export const STEP_X = [0, 0, 1, 0, -1] as const
export const STEP_Y = [0, -1, 0, 1, 0] as const

/** Names of so many numbers of a row: "x0", "x1", … */
export const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${name}${i}`)
