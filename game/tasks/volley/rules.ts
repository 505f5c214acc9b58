import { uniform, type Chance } from '../../core/chance.ts'
import type { Row, StepOut } from '../../core/task.ts'
import * as V from './layout.ts'

// The rules that both versions of volley share. Each line is in the order of the public program, so that doubles round alike.

/** How far ball and wall, ground, ceiling or fence are parted after they met. */
const GAP = V.NUDGE * V.DT
/** Higher than a slime's middle or the fence's top ever is by as much as touches the ball: a jump carries a slime to 4.83. */
const TOUCHABLE = 7
/** Further than a slime may be from the ball and touch it in the next tick, whatever else pushes the ball. */
const NEAR = 6

/** The fence's top as a body: it stands. */
const FENCE_TOP = Float64Array.of(0, V.FENCE_HEIGHT, 0, 0)

/** Puts the slimes on their marks and the ball in the air: asks chance for two words. target: points that end the match. */
export function reset(s: Row, target: number, chance: Chance): void {
  s.fill(0)
  s[V.TARGET] = target
  s[V.LEFT + V.X] = -V.START_X
  s[V.RIGHT + V.X] = V.START_X
  s[V.LEFT + V.Y] = V.GROUND
  s[V.RIGHT + V.Y] = V.GROUND
  serve(s, chance)
}

function serve(s: Row, chance: Chance): void {
  s[V.BALL + V.X] = 0
  s[V.BALL + V.Y] = V.SERVE_HEIGHT
  s[V.BALL + V.VX] = -V.SERVE_VX + 2 * V.SERVE_VX * uniform(chance)
  s[V.BALL + V.VY] = V.SERVE_LOWEST_VY + V.SERVE_VY_RANGE * uniform(chance)
  s[V.SERVE_IN] = V.HELD_TICKS
}

/** One tick, in place. published: as version 0, where the fence can be passed and the left slime is always first. Whether there was a point. */
export function step(s: Row, actions: Float64Array, chance: Chance, out: StepOut, published: boolean): boolean {
  s[V.TICK] = s[V.TICK]! + 1
  moveSlime(s, V.LEFT, -1, 0 - wish(actions, 0), actions[2]! > 0)
  moveSlime(s, V.RIGHT, 1, wish(actions, 3), actions[5]! > 0)
  const fromX = s[V.BALL + V.X]!
  if (s[V.SERVE_IN]! > 0) s[V.SERVE_IN] = s[V.SERVE_IN]! - 1
  else moveBall(s)
  const first = published || s[V.BALL + V.X]! < 0 ? V.LEFT : V.RIGHT
  bounce(s, s, first, V.REACH)
  bounce(s, s, V.LEFT + V.RIGHT - first, V.REACH)
  bounce(s, FENCE_TOP, 0, V.BALL_AT_FENCE)
  out.rewards[0] = 0
  out.rewards[1] = 0
  const point = meetEdges(s, fromX, published)
  if (point) {
    const winner = s[V.BALL + V.X]! <= 0 ? 1 : 0
    s[V.LEFT_SCORE + winner] = s[V.LEFT_SCORE + winner]! + 1
    out.rewards[winner] = 1
    out.rewards[1 - winner] = -1
    serve(s, chance)
  }
  out.terminated = s[V.LEFT_SCORE]! >= s[V.TARGET]! || s[V.RIGHT_SCORE]! >= s[V.TARGET]!
  out.truncated = !out.terminated && s[V.TICK] >= V.MAX_TICKS
  return point
}

/** towards: the way that it runs, −1, 0 or 1 in the court's direction. */
function moveSlime(s: Row, at: number, side: number, towards: number, jump: boolean): void {
  // Through the row from line to line: numbers that meet in a variable from several branches are put in memory.
  s[at + V.VY] = s[at + V.VY]! + V.GRAVITY * V.DT
  if (s[at + V.Y]! <= V.GROUND + GAP) s[at + V.VY] = jump ? V.JUMP_SPEED : 0
  s[at + V.VX] = V.RUN_SPEED * towards
  const x = s[at + V.X]! + s[at + V.VX]! * V.DT
  const y = s[at + V.Y]! + s[at + V.VY]! * V.DT
  s[at + V.X] = x
  s[at + V.Y] = y
  if (y <= V.GROUND) {
    s[at + V.Y] = V.GROUND
    s[at + V.VY] = 0
  }
  if (x * side <= V.NEAREST) {
    s[at + V.X] = side * V.NEAREST
    s[at + V.VX] = 0
  }
  if (x * side >= V.FURTHEST) {
    s[at + V.X] = side * V.FURTHEST
    s[at + V.VX] = 0
  }
}

/** Which way the buttons of a seat wish to run, away from the middle: −1, 0 or 1. */
function wish(actions: Float64Array, at: number): number {
  return (actions[at + 1]! > 0 ? 1 : 0) - (actions[at]! > 0 ? 1 : 0)
}

function moveBall(s: Row): void {
  let vx = s[V.BALL + V.VX]!
  let vy = s[V.BALL + V.VY]! + V.GRAVITY * V.DT
  const squared = vx * vx + vy * vy
  if (squared > V.MAX_BALL_SPEED * V.MAX_BALL_SPEED) {
    const speed = Math.sqrt(squared)
    vx = (vx / speed) * V.MAX_BALL_SPEED
    vy = (vy / speed) * V.MAX_BALL_SPEED
  }
  s[V.BALL + V.X] = s[V.BALL + V.X]! + vx * V.DT + 0
  s[V.BALL + V.Y] = s[V.BALL + V.Y]! + vy * V.DT
  s[V.BALL + V.VX] = vx + 0
  s[V.BALL + V.VY] = vy + 0
}

/** Moves the ball out of a round body, along the line of their middles in steps of NUDGE, and reflects its velocity relative to the body there,
 *  also where it is leaving already. at: where the body's numbers begin in `bodies`. reach: distance of the middles at which they touch. Middles on
 *  each other part upwards. */
function bounce(s: Row, bodies: Row, at: number, reach: number): void {
  const bodyX = bodies[at + V.X]!
  const bodyY = bodies[at + V.Y]!
  let x = s[V.BALL + V.X]!
  let y = s[V.BALL + V.Y]!
  let dx = x - bodyX
  let dy = y - bodyY
  let squared = dx * dx + dy * dy
  if (squared >= reach * reach) return
  const distance = Math.sqrt(squared)
  const normalX = distance > 0 ? dx / distance : 0
  const normalY = distance > 0 ? dy / distance : 1
  const stepX = normalX * V.NUDGE
  const stepY = normalY * V.NUDGE
  while (squared < reach * reach) {
    x += stepX
    y += stepY
    dx = x - bodyX
    dy = y - bodyY
    squared = dx * dx + dy * dy
  }
  const bodyVx = bodies[at + V.VX]!
  const bodyVy = bodies[at + V.VY]!
  const relativeVx = s[V.BALL + V.VX]! - bodyVx
  const relativeVy = s[V.BALL + V.VY]! - bodyVy
  const along = (relativeVx * normalX + relativeVy * normalY) * 2
  s[V.BALL + V.X] = x + 0
  s[V.BALL + V.Y] = y
  s[V.BALL + V.VX] = relativeVx - normalX * along + bodyVx + 0
  s[V.BALL + V.VY] = relativeVy - normalY * along + bodyVy + 0
}

/** Walls, ground, ceiling and fence, in this order. fromX: where the ball was before the tick. Whether it came to the ground, where it is left. */
function meetEdges(s: Row, fromX: number, published: boolean): boolean {
  let x = s[V.BALL + V.X]!
  let y = s[V.BALL + V.Y]!
  let vx = s[V.BALL + V.VX]!
  let vy = s[V.BALL + V.VY]!
  if (x <= -V.BALL_AT_WALL) {
    vx = -vx
    x = -V.BALL_AT_WALL + GAP
  }
  if (x >= V.BALL_AT_WALL) {
    vx = -vx
    x = V.BALL_AT_WALL - GAP
  }
  s[V.BALL + V.X] = x
  if (y <= V.BALL_AT_GROUND) return true
  if (y >= V.BALL_AT_CEILING) {
    vy = -vy
    y = V.BALL_AT_CEILING - GAP
  }
  if (y <= V.FENCE_HEIGHT) {
    const inside = x < V.BALL_AT_FENCE && x > -V.BALL_AT_FENCE
    if (!published && inside) {
      // Out on the side that it came from, and going away from the fence.
      const side = fromX > 0 || (fromX === 0 && x > 0) ? 1 : -1
      if (vx * side < 0) vx = -vx
      x = side * (V.BALL_AT_FENCE + GAP)
    } else if (published) {
      if (x <= V.BALL_AT_FENCE && fromX > V.BALL_AT_FENCE) {
        vx = -vx
        x = V.BALL_AT_FENCE + GAP
      }
      if (x >= -V.BALL_AT_FENCE && fromX < -V.BALL_AT_FENCE) {
        vx = -vx
        x = -V.BALL_AT_FENCE - GAP
      }
    }
  }
  s[V.BALL + V.X] = x
  s[V.BALL + V.Y] = y
  s[V.BALL + V.VX] = vx + 0
  s[V.BALL + V.VY] = vy + 0
  return false
}

/** The lowest that the ball comes in the next tick unless something pushes it. */
function lowest(s: Row): number {
  const y = s[V.BALL + V.Y]!
  return Math.min(y, y + (s[V.BALL + V.VY]! + V.GRAVITY * V.DT) * V.DT)
}

/** Whether the next tick may bring the ball to the ground, and so a serve: it comes that low, or a slime above it may push it down. */
export function asksChance(s: Row): boolean {
  if (s[V.SERVE_IN]! > 0) return false
  const y = lowest(s)
  return y <= V.BALL_AT_GROUND || pushesDown(s, V.LEFT, y) || pushesDown(s, V.RIGHT, y)
}

function pushesDown(s: Row, at: number, ballY: number): boolean {
  const y = s[at + V.Y]!
  // From the ground a slime comes no higher than where it touches a ball that lies there.
  if (y <= V.GROUND + GAP) return false
  const next = y + (s[at + V.VY]! + V.GRAVITY * V.DT) * V.DT
  return next > ballY && Math.abs(s[at + V.X]! - s[V.BALL + V.X]!) < NEAR
}

/** Each tick in which a slime could touch the ball, wherever it is, and the last of the longest match: above that the ball's way is its own. */
export function settles(s: Row): boolean {
  return s[V.TICK]! + 1 >= V.MAX_TICKS || (s[V.SERVE_IN]! === 0 && lowest(s) < TOUCHABLE)
}
