/** The numbers of a row of Pendulum, in their order, and the constants of its physics, in m, kg, s and rad. */
export const PENDULUM_LAYOUT = ['angle', 'speed', 'tick', 'score'] as const

/** Upright 0; it goes on growing beyond ±π. */
export const ANGLE = 0
export const SPEED = 1
export const TICK = 2
/** Sum of the rewards. */
export const SCORE = 3

export const PI = 3.141592653589793
export const GRAVITY = 10
export const MASS = 1
export const LENGTH = 1
/** Torque of a full push, in N m. */
export const MAX_TORQUE = 2
export const MAX_SPEED = 8
/** Angular acceleration by gravity at a right angle, and by a torque of 1 N m: of a rod turning about its end. */
export const FALL = (3 * GRAVITY) / (2 * LENGTH)
export const TURN = 3 / (MASS * LENGTH * LENGTH)
export const SECONDS = 0.05
/** What a step costs for each unit of speed squared and torque squared; an angle squared costs 1. */
export const SPEED_COST = 0.1
export const TORQUE_COST = 0.001
/** Steps of a match. */
export const STEPS = 200

/** The same direction as an angle from −π to π (without π itself). */
export const wrapped = (angle: number): number => angle + PI - 2 * PI * Math.floor((angle + PI) / (2 * PI)) - PI
