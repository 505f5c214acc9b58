/** The numbers of a row of Cartpole, in their order, and the constants of its physics, in m, kg, s and rad. */
export const CARTPOLE_LAYOUT = ['x', 'xSpeed', 'angle', 'angleSpeed', 'tick'] as const

export const X = 0
export const X_SPEED = 1
/** Of the pole, upright 0, to the right positive. */
export const ANGLE = 2
export const ANGLE_SPEED = 3
export const TICK = 4

export const GRAVITY = 9.8
export const POLE_MASS = 0.1
export const CART_MASS = 1
export const ALL_MASS = POLE_MASS + CART_MASS
/** Half the length of the pole. */
export const HALF_LENGTH = 0.5
export const POLE_MOMENT = POLE_MASS * HALF_LENGTH
export const FORCE = 10
/** The cart's time in a step. */
export const SECONDS = 0.02
export const FURTHEST_X = 2.4
/** 12°. */
export const FURTHEST_ANGLE = (12 * 2 * 3.141592653589793) / 360
/** Each number of a start lies within this much of 0. */
export const START = 0.05
/** Most steps of a match. */
export const LONGEST = 500
