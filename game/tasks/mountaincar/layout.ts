/** The numbers of a row of Mountain Car, in their order, and the constants of its valley. */
export const MOUNTAINCAR_LAYOUT = ['position', 'velocity', 'tick'] as const

export const POSITION = 0
export const VELOCITY = 1
export const TICK = 2

export const LEFT_WALL = -1.2
export const RIGHT_END = 0.6
export const GOAL = 0.5
/** Most of a step, either way. */
export const MAX_VELOCITY = 0.07
export const FORCE = 0.001
export const GRAVITY = 0.0025
/** A start lies between these. */
export const FIRST_START = -0.6
export const LAST_START = -0.4
/** Most steps of a match. */
export const LONGEST = 200
/** No match is shorter: from the start that is nearest, at full speed all the way. */
export const SHORTEST = 13
