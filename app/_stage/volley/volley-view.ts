import type { Row } from '../../../game/core/task.ts'
import * as V from '../../../game/tasks/volley/layout.ts'
import { fieldAt, type Timeline } from '../../_net/timeline.ts'
import { Glide } from '../glide.ts'
import { Happenings } from '../happenings.ts'
import { FlightTime } from './flight-time.ts'
import { scored } from './flight.ts'
import type { VolleyEffect, VolleyScene } from './volley-scene.ts'

/** Most that something is drawn to move in a frame, in what it covers in that time at its speed. */
const FASTEST = 1.49
/** Most that the lead runs off the clock, of the time that passed; beyond that it was put elsewhere. */
const MOST_LEAD_DRIFT = 0.11
/** A jump of one who watches to elsewhere in the match: further than this at once, in ticks, or back. */
const ELSEWHERE_TICKS = 45

/** A change of the ball's velocity, in units a second, that a speed limit alone does not make. */
const TURNED = 1.5
/** How far from touching a ball may be that has just been hit, in units. */
const TOUCHING = 0.6

const SLIMES = [V.LEFT, V.RIGHT] as const

/** Turns the timeline of a match of volley into what is drawn: my slime at the lead time, the other's as confirmed, the ball between. */
export class VolleyView {
  private readonly ballTime = new FlightTime()
  private readonly slimes = [new Glide(), new Glide()] as const
  /** The times at which the slimes and the ball were drawn last. */
  private readonly times: [number | null, number | null] = [null, null]
  private drawnTime: number | null = null
  private readonly ball = new Glide()
  private wasPut = false
  private readonly happenings = new Happenings(happened, V.TIMING.ticksPerSecond)
  readonly scene: VolleyScene = {
    slimes: [newSlime(), newSlime()],
    ballX: 0,
    ballY: V.SERVE_HEIGHT,
    ball: false,
    serve: 0,
    serveVx: 0,
    serveVy: 0,
    effects: [],
  }

  /** The time at which the ball is drawn, in ticks. */
  get time(): number {
    return this.ballTime.value
  }

  /** The scene at the timeline's present; the same object each time. millis: real time since the last call. */
  update(timeline: Timeline, millis: number): VolleyScene {
    const { scene } = this
    const passed = (millis * V.TIMING.ticksPerSecond) / 1000
    scene.effects.length = 0
    if (!timeline.row(Math.floor(timeline.seen))) return scene
    const time = this.ballTime.advance(timeline, passed)
    this.happenings.tell(timeline, Math.floor(time), scene.effects)
    for (const seat of [0, 1] as const) this.placeSlime(timeline, seat, passed, millis)
    this.placeBall(timeline, time, passed, millis)
    return scene
  }

  private placeSlime(timeline: Timeline, seat: 0 | 1, passed: number, millis: number): void {
    const mine = seat === timeline.seat
    const at = SLIMES[seat]
    const time = mine ? timeline.lead : timeline.seen
    const last = this.times[seat]
    this.times[seat] = time
    const glide = this.slimes[seat]
    const x = fieldAt(timeline, at + V.X, time)
    const y = fieldAt(timeline, at + V.Y, time)
    if (last === null || isElsewhere(timeline, last, time)) glide.moveTo(x, y)
    else {
      // Where the lead itself was put elsewhere, my slime has moved as long as the clock says.
      const drifted = mine && Math.abs(time - last - passed) > MOST_LEAD_DRIFT * passed
      const from = drifted ? time - passed : Math.min(last, time)
      const stepX = x - fieldAt(timeline, at + V.X, from)
      const stepY = y - fieldAt(timeline, at + V.Y, from)
      const speed = Math.max(V.RUN_SPEED, speedAround(timeline, at, time))
      glide.follow(x, y, stepX, stepY, FASTEST * speed * V.DT * passed, millis)
    }
    const slime = this.scene.slimes[seat]
    slime.x = glide.x
    slime.y = glide.y
    slime.vy = timeline.row(Math.floor(time))?.[at + V.VY] ?? 0
  }

  private placeBall(timeline: Timeline, time: number, passed: number, millis: number): void {
    const { scene, ball } = this
    const row = timeline.row(Math.floor(time))!
    const last = this.drawnTime ?? time
    const resting = row[V.SERVE_IN]! > 0
    const [x, y] = ballAt(timeline, time)
    const put = resting || this.drawnTime === null || isElsewhere(timeline, last, time)
    if (put || this.wasPut) ball.moveTo(x, y)
    else {
      const [fromX, fromY] = ballAt(timeline, Math.min(last, time))
      const most = FASTEST * speedAround(timeline, V.BALL, time) * V.DT * passed
      ball.follow(x, y, x - fromX, y - fromY, most, millis)
    }
    this.wasPut = put
    this.drawnTime = time
    scene.ball = Math.max(row[V.LEFT_SCORE]!, row[V.RIGHT_SCORE]!) < row[V.TARGET]!
    scene.serve = resting ? Math.min(1, Math.max(0, (row[V.SERVE_IN]! - (time % 1)) / V.HELD_TICKS)) : 0
    scene.serveVx = row[V.BALL + V.VX]!
    scene.serveVy = row[V.BALL + V.VY]!
    scene.ballX = ball.x
    scene.ballY = ball.y
  }
}

const newSlime = () => ({ x: 0, y: V.GROUND, vy: 0 })

/** Whether this is another place of the match than the one drawn last, so that nothing moves there from what was drawn. */
const isElsewhere = ({ seat }: Timeline, last: number, time: number): boolean =>
  seat === null && (time < last || time > last + ELSEWHERE_TICKS)

/** Where the ball is at a time. In the tick of a point it goes on down to the ground; it does not fly back to where it is served from. */
function ballAt(timeline: Timeline, time: number): [x: number, y: number] {
  const row = timeline.row(Math.floor(time))!
  const next = timeline.row(Math.floor(time) + 1) ?? row
  if (!scored(row, next)) return [fieldAt(timeline, V.BALL + V.X, time), fieldAt(timeline, V.BALL + V.Y, time)]
  const share = time % 1
  const x = row[V.BALL + V.X]! + row[V.BALL + V.VX]! * V.DT * share
  const y = row[V.BALL + V.Y]! + row[V.BALL + V.VY]! * V.DT * share
  return [Math.max(-V.BALL_AT_WALL, Math.min(V.BALL_AT_WALL, x)), Math.max(V.BALL_AT_GROUND, y)]
}

/** The fastest that a body is around a time, in units a second. */
function speedAround(timeline: Timeline, at: number, time: number): number {
  let fastest = 0
  for (let tick = Math.floor(time) - 1; tick <= Math.floor(time) + 1; tick++) {
    const row = timeline.row(tick)
    // What waits for its serve has its speed, but does not move.
    if (row && (at !== V.BALL || row[V.SERVE_IN] === 0))
      fastest = Math.max(fastest, Math.hypot(row[at + V.VX]!, row[at + V.VY]!))
  }
  return fastest
}

/** What a step did that is worth a light and a sound; null for nothing. */
export function happened(before: Row, after: Row): Omit<VolleyEffect, 'tick'> | null {
  const x = after[V.BALL + V.X]!
  const y = after[V.BALL + V.Y]!
  for (const seat of [0, 1])
    if (after[V.LEFT_SCORE + seat]! > before[V.LEFT_SCORE + seat]!) {
      const at = before[V.BALL + V.X]! + before[V.BALL + V.VX]! * V.DT
      return { kind: 'point', x: at, y: V.GROUND, seat, force: forceOf(before) }
    }
  if (before[V.SERVE_IN]! > 0) return after[V.SERVE_IN] === 0 ? { kind: 'serve', x, y, seat: 0, force: 0 } : null
  const turned = Math.hypot(
    after[V.BALL + V.VX]! - before[V.BALL + V.VX]!,
    after[V.BALL + V.VY]! - before[V.BALL + V.VY]! - V.GRAVITY * V.DT,
  )
  if (turned < TURNED) return null
  const force = forceOf(after)
  for (const [seat, at] of SLIMES.entries()) {
    const distance = Math.hypot(x - after[at + V.X]!, y - after[at + V.Y]!)
    if (distance < V.REACH + TOUCHING) return { kind: 'hit', ...contact(after, at), seat, force }
  }
  if (Math.abs(x) > V.BALL_AT_WALL - 1) return { kind: 'wall', x: Math.sign(x) * V.HALF_WIDTH, y, seat: 0, force }
  return Math.abs(x) < V.BALL_AT_FENCE + 1 && y < V.FENCE_HEIGHT + 2 ? { kind: 'fence', x: 0, y, seat: 0, force } : null
}

const forceOf = (s: Row): number => Math.min(1, Math.hypot(s[V.BALL + V.VX]!, s[V.BALL + V.VY]!) / V.MAX_BALL_SPEED)

/** Where ball and slime touch. */
function contact(s: Row, at: number): { x: number; y: number } {
  const share = V.SLIME_RADIUS / V.REACH
  const x = s[at + V.X]! + (s[V.BALL + V.X]! - s[at + V.X]!) * share
  const y = s[at + V.Y]! + (s[V.BALL + V.Y]! - s[at + V.Y]!) * share
  return { x, y }
}
