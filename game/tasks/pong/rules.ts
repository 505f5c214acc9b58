import { uniform, type Chance } from '../../core/chance.ts'
import type { Options, Row, StepOut } from '../../core/task.ts'
import * as layout from './layout.ts'

// A copy of its own: V8 builds constants of a module's own objects into its code, and loads those of other modules at each use.
const P = { ...layout } as const

// The rules that pong.ts specifies, apart from the rest of the task: home plays by them without its networks and people.

/** Puts a row to the beginning of a match. */
export function reset(s: Row, options: Options, _chance: Chance): void {
  s.fill(0)
  s[P.TARGET] = options['target']!
  s[P.LEFT_SPEED] = options['leftSpeed']!
  s[P.RIGHT_SPEED] = options['rightSpeed']!
  s[P.SERVE_IN] = P.FIRST_SERVE_TICKS
}

/** Paddles anywhere, as after a point, and a serve within a third of a second. */
export function practiceStart(s: Row, chance: Chance): void {
  s[P.LEFT_Y] = (2 * uniform(chance) - 1) * P.PADDLE_LIMIT + 0
  s[P.RIGHT_Y] = (2 * uniform(chance) - 1) * P.PADDLE_LIMIT + 0
  s[P.SERVE_IN] = 1 + Math.floor(uniform(chance) * 20)
}

/** One tick, in place. */
export function step(s: Row, actions: Float64Array, chance: Chance, out: StepOut): void {
  s[P.TICK] = s[P.TICK]! + 1
  out.rewards[0] = 0
  out.rewards[1] = 0
  movePaddle(s, 0, actions[0]!)
  movePaddle(s, 1, actions[1]!)
  if (s[P.SERVE_IN]! > 0) awaitServe(s, chance)
  else moveBall(s, out)
  out.terminated = s[P.LEFT_SCORE]! >= s[P.TARGET]! || s[P.RIGHT_SCORE]! >= s[P.TARGET]!
  out.truncated = !out.terminated && s[P.TICK]! >= P.MAX_TICKS
}

function movePaddle(s: Row, seat: number, action: number): void {
  const y = s[P.LEFT_Y + seat]!
  const wish = action === 1 ? P.PADDLE_SPEED : action === 2 ? -P.PADDLE_SPEED : 0
  const free = y + wish * s[P.LEFT_SPEED + seat]! + 0
  const next = free > P.PADDLE_LIMIT ? P.PADDLE_LIMIT : free < -P.PADDLE_LIMIT ? -P.PADDLE_LIMIT : free
  s[P.LEFT_Y + seat] = next
  s[P.LEFT_VY + seat] = next - y
}

function awaitServe(s: Row, chance: Chance): void {
  const left = s[P.SERVE_IN]! - 1
  s[P.SERVE_IN] = left
  if (left > 0) return
  const toRight = chance.word() >= 0x80000000
  s[P.BALL_VX] = toRight ? P.SERVE_SPEED : -P.SERVE_SPEED
  s[P.BALL_VY] = (2 * uniform(chance) - 1) * P.SERVE_SLOPE * P.SERVE_SPEED + 0
}

/** Reflects a height that went beyond a wall. */
const fold = (y: number): number => (y > P.WALL ? 2 * P.WALL - y : y < -P.WALL ? -2 * P.WALL - y : y)

/** Whether a ball comes to the line of a paddle's face in this tick. */
const reachesPaddle = (x: number, vx: number): boolean =>
  vx > 0 ? x < P.HIT_X && x + vx >= P.HIT_X : x > -P.HIT_X && x + vx <= -P.HIT_X

/** A hit or a miss, a point, or a let. */
export function settles(s: Row): boolean {
  if (s[P.SERVE_IN]! > 0) return false
  const x = s[P.BALL_X]!
  const vx = s[P.BALL_VX]!
  return reachesPaddle(x, vx) || Math.abs(x + vx) > P.GOAL_X || s[P.RALLY_TICKS]! + 1 >= P.LONGEST_RALLY_TICKS
}

function moveBall(s: Row, out: StepOut): void {
  const x = s[P.BALL_X]!
  const y = s[P.BALL_Y]!
  const vx = s[P.BALL_VX]!
  const vy = s[P.BALL_VY]!
  const nextX = x + vx
  const nextY = y + vy
  if (reachesPaddle(x, vx)) {
    const part = ((vx > 0 ? P.HIT_X : -P.HIT_X) - x) / vx
    const hitY = fold(y + vy * part)
    const offset = hitY - s[P.LEFT_Y + (vx > 0 ? 1 : 0)]!
    if (offset <= P.REACH && offset >= -P.REACH) return returnBall(s, vx > 0, part, hitY, offset)
  }
  if (nextX > P.GOAL_X || nextX < -P.GOAL_X) return point(s, nextX > 0 ? 0 : 1, out)
  s[P.BALL_X] = nextX + 0
  s[P.BALL_Y] = fold(nextY) + 0
  if (nextY > P.WALL || nextY < -P.WALL) s[P.BALL_VY] = -vy + 0
  countRally(s)
}

function returnBall(s: Row, right: boolean, part: number, hitY: number, offset: number): void {
  const hits = s[P.HITS]! + 1
  const speed = Math.min(P.MAX_SPEED, P.SERVE_SPEED + P.SPEED_GAIN * hits)
  const vx = right ? -speed : speed
  const vy = ((speed * P.MAX_SLOPE) / P.REACH) * offset + 0
  const y = hitY + vy * (1 - part)
  s[P.HITS] = hits
  s[P.BALL_X] = (right ? P.HIT_X : -P.HIT_X) + vx * (1 - part) + 0
  s[P.BALL_Y] = fold(y) + 0
  s[P.BALL_VX] = vx
  s[P.BALL_VY] = y > P.WALL || y < -P.WALL ? -vy + 0 : vy
  countRally(s)
}

function point(s: Row, winner: number, out: StepOut): void {
  s[P.LEFT_SCORE + winner] = s[P.LEFT_SCORE + winner]! + 1
  out.rewards[winner] = 1
  out.rewards[1 - winner] = -1
  serveAgain(s)
}

function countRally(s: Row): void {
  s[P.RALLY_TICKS] = s[P.RALLY_TICKS]! + 1
  if (s[P.RALLY_TICKS]! >= P.LONGEST_RALLY_TICKS) serveAgain(s)
}

function serveAgain(s: Row): void {
  s[P.BALL_X] = 0
  s[P.BALL_Y] = 0
  s[P.BALL_VX] = 0
  s[P.BALL_VY] = 0
  s[P.HITS] = 0
  s[P.RALLY_TICKS] = 0
  s[P.SERVE_IN] = P.SERVE_TICKS
}
