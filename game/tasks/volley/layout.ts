/** The numbers of a row of volley, in their order, and the constants of its court. Left is seat 0: a seat's score is the left one's + seat. */
export const VOLLEY_LAYOUT = [
  'tick',
  'target',
  'serveIn',
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
  'ballX',
  'ballY',
  'ballVx',
  'ballVy',
] as const

export const TICK = 0
export const TARGET = 1
/** Ticks for which the ball is still held; 0 while it is in play. */
export const SERVE_IN = 2
export const LEFT_SCORE = 3
export const RIGHT_SCORE = 4
/** Where the twelve numbers of the three bodies begin: the left slime, the right one, the ball. */
export const BODIES = 5
export const LEFT = 5
export const RIGHT = 9
export const BALL = 13
/** Numbers of the three bodies. */
export const BODIES_SIZE = 12

/** A body's numbers, from where it begins. */
export const X = 0
export const Y = 1
export const VX = 2
export const VY = 3
/** Numbers of one body. */
export const BODY_SIZE = 4

/** Half the width of the court; a wall on either side. */
export const HALF_WIDTH = 24
export const CEILING = 48
export const GROUND = 1.5
export const FENCE_HALF_WIDTH = 0.5
/** Height of the middle of the fence's round top, whose radius is the fence's half width. */
export const FENCE_HEIGHT = 3.5
export const SLIME_RADIUS = 1.5
export const BALL_RADIUS = 0.5
/** Seconds of a tick. */
export const DT = 1 / 30
/** In the order in which it was published, since the product is not exactly −29.4. */
export const GRAVITY = -9.8 * 2 * 1.5
export const RUN_SPEED = 17.5
export const JUMP_SPEED = 13.5
export const MAX_BALL_SPEED = 22.5
export const NUDGE = 0.1
export const START_X = 12
export const SERVE_HEIGHT = 12
/** A serve's horizontal speed is uniform in ± this. */
export const SERVE_VX = 20
/** Its vertical speed is uniform from the lower to the lower and the range. */
export const SERVE_LOWEST_VY = 10
export const SERVE_VY_RANGE = 15
export const HELD_TICKS = 30
export const POINTS = 5
export const MAX_TICKS = 3000

/** Nearest and furthest that a slime's middle comes to the middle of the court. */
export const NEAREST = FENCE_HALF_WIDTH + SLIME_RADIUS
export const FURTHEST = HALF_WIDTH - SLIME_RADIUS
/** Distance of the middles at which ball and slime touch. */
export const REACH = BALL_RADIUS + SLIME_RADIUS
/** Where the ball's middle is when it touches the fence's side, a wall, the ground. */
export const BALL_AT_FENCE = FENCE_HALF_WIDTH + BALL_RADIUS
export const BALL_AT_WALL = HALF_WIDTH - BALL_RADIUS
export const BALL_AT_GROUND = BALL_RADIUS + GROUND
export const BALL_AT_CEILING = CEILING - BALL_RADIUS

/** Volley's time, as the task declares it; here so that a page can say it without the simulation. */
export const TIMING = { ticksPerSecond: 30, decisionPeriod: 1, actionLatency: 0, longestReactionTicks: 9 } as const
