/** The numbers of a row of sumo, in their order, and the constants of its ring. Left is seat 0: a seat's score is the left one's + seat. */
export const SUMO_LAYOUT = [
  'tick',
  'target',
  'outcomeIn',
  'startIn',
  'roundTick',
  'leftScore',
  'rightScore',
  'leftX',
  'leftY',
  'leftVx',
  'leftVy',
  'rightX',
  'rightY',
  'rightVx',
  'rightVy',
] as const

export const TICK = 0
export const TARGET = 1
/** Ticks for which the outcome of a round is still shown; 0 otherwise. */
export const OUTCOME_IN = 2
/** Ticks until the round starts, with the discs on their marks; 0 otherwise. */
export const START_IN = 3
/** Ticks since the round started. */
export const ROUND_TICK = 4
export const LEFT_SCORE = 5
export const RIGHT_SCORE = 6
/** Where the four numbers of a disc begin. */
export const LEFT = 7
export const RIGHT = 11

/** A disc's numbers, from where it begins. */
export const X = 0
export const Y = 1
export const VX = 2
export const VY = 3
/** Numbers of one disc. */
export const DISC_SIZE = 4

/** The ring's radius when a round starts. */
export const RING = 10
/** Ticks in which it shrinks to nothing, evenly: the longest round. */
export const ROUND_TICKS = 720
export const DISC_RADIUS = 1
/** Distance of the middles at which the discs touch. */
export const TOUCH = 2 * DISC_RADIUS
/** What full thrust adds to the velocity in a tick, in units a tick. */
export const THRUST = 1 / 160
/** The part of the velocity that a tick takes. */
export const DRAG = 1 / 32
/** The speed that full thrust comes to, in units a tick. */
export const TOP_SPEED = (THRUST * (1 - DRAG)) / DRAG
/** Relative speed after a collision, by the one before. */
export const RESTITUTION = 1
/** Discs start at x ± this. */
export const START_X = 5
/** And around a height within ± this, */
export const START_Y = 4
/** from which one is as far above, within ± this, as the other is below. */
export const START_APART = 0.5
export const OUTCOME_TICKS = 45
export const START_TICKS = 60
export const FIRST_START_TICKS = 90
export const MAX_TICKS = 18_000

/** The ring's radius at so many ticks of a round; 0 from ROUND_TICKS on. */
export const ringAt = (roundTick: number): number => RING * Math.max(0, 1 - roundTick / ROUND_TICKS)

/** Sumo's time, as the task declares it; here so that a page can say it without the simulation. */
export const TIMING = { ticksPerSecond: 60, decisionPeriod: 4, actionLatency: 2, longestReactionTicks: 18 } as const
