import { INITIAL, type Rating } from './rating.ts'

/** How good the built-ins and house agents of a task are against each other in simulation, by server/tools/first-ratings.ts. */
const FIRST_MU: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  pong: { newborn: -3, easy: 10, middle: 21, minute: 35, hard: 38, best: 46 },
  volley: { newborn: 6, random: 9, easy: 14, middle: 23, minute: 31, best: 44, hard: 51 },
  sumo: { random: -1, newborn: 4, easy: 17, middle: 26, minute: 38, hard: 38, best: 55 },
  forage: { random: 3, newborn: 6, easy: 24, minute: 31, best: 34, middle: 35, hard: 41 },
}

/** They have played each other, and nobody else yet: half as uncertain as somebody of whom nothing is known, and ranked from the start. */
const FIRST_SIGMA = INITIAL.sigma / 2

/** The built-ins (by strength) and house agents (by their file's id) of a task whose first rating was measured. */
export const measuredSlugs = (task: string): string[] => Object.keys(FIRST_MU[task] ?? {})

/** Where the rating of a built-in (by strength) or a house agent (by its file's id) starts, so that a player's first opponents fit. */
export function firstRating(task: string, slug: string): Rating {
  const mu = FIRST_MU[task]?.[slug]
  return mu === undefined ? INITIAL : { mu, sigma: FIRST_SIGMA }
}

/** The agent's place in the list of its task to choose from, where those of whom nothing is known come last: any number will do that grows
 *  with the strength. */
export function firstPlace(task: string, slug: string): number {
  return Math.round(FIRST_MU[task]?.[slug] ?? 1_000)
}
