/** The numbers of a Pong row, in their order, and the constants of its court. Left is seat 0: a seat's number is the left one's + seat. */
export const PONG_LAYOUT = [
  'tick',
  'target',
  'serveIn',
  'ballX',
  'ballY',
  'ballVx',
  'ballVy',
  'leftY',
  'rightY',
  'leftVy',
  'rightVy',
  'leftScore',
  'rightScore',
  'leftSpeed',
  'rightSpeed',
  'hits',
  'rallyTicks',
] as const

export const TICK = 0
export const TARGET = 1
/** Ticks until the serve; 0 while the ball is in play. */
export const SERVE_IN = 2
export const BALL_X = 3
export const BALL_Y = 4
export const BALL_VX = 5
export const BALL_VY = 6
export const LEFT_Y = 7
export const RIGHT_Y = 8
/** Units the paddle moved in the last tick. */
export const LEFT_VY = 9
export const RIGHT_VY = 10
export const LEFT_SCORE = 11
export const RIGHT_SCORE = 12
export const LEFT_SPEED = 13
export const RIGHT_SPEED = 14
/** Hits of the rally so far. */
export const HITS = 15
export const RALLY_TICKS = 16

/** Half the width and height of the court. */
export const COURT = 80
/** Half the ball's side. */
export const BALL_HALF = 1
export const PADDLE_HALF_HEIGHT = 9
export const PADDLE_HALF_WIDTH = 2
/** Where the ball's centre is when it touches a paddle's face; the paddle's centre is PADDLE_HALF_WIDTH + BALL_HALF further out. */
export const HIT_X = 66
export const PADDLE_X = HIT_X + PADDLE_HALF_WIDTH + BALL_HALF
/** Furthest distance between the centres at which a ball is returned. */
export const REACH = PADDLE_HALF_HEIGHT + BALL_HALF
/** Furthest height of a paddle's centre. */
export const PADDLE_LIMIT = COURT - PADDLE_HALF_HEIGHT
/** Height at which the ball's centre meets a wall. */
export const WALL = COURT - BALL_HALF
export const GOAL_X = COURT + 2 * BALL_HALF
/** Units a tick. */
export const PADDLE_SPEED = 2
export const SERVE_SPEED = 1.25
export const SPEED_GAIN = 0.07
export const MAX_SPEED = 3.2
export const MAX_SLOPE = 1.1
export const SERVE_SLOPE = 0.9
export const FIRST_SERVE_TICKS = 90
export const SERVE_TICKS = 60
export const LONGEST_RALLY_TICKS = 3600
export const MAX_TICKS = 54_000

/** Pong's time, as the task declares it; here so that a page can say it without the simulation. */
export const TIMING = { ticksPerSecond: 60, decisionPeriod: 4, actionLatency: 2, longestReactionTicks: 18 } as const
