import type { Row } from '../../../game/core/task.ts'
import * as P from '../../../game/tasks/pong/layout.ts'
import { fieldAt, type Timeline } from '../../_net/timeline.ts'
import { Happenings } from '../happenings.ts'
import { noInsight, type Insight } from '../insight.ts'
import { Correction } from './correction.ts'
import { Follower } from './follower.ts'
import { GhostView } from './ghost-view.ts'
import type { PongEffect, PongScene } from './pong-scene.ts'
import { StretchedTime } from './stretched-time.ts'

/** A jump of one who watches to elsewhere in the match: further than this at once, in ticks, or back. */
const ELSEWHERE_TICKS = 90

/** Most that the drawn ball moves in a frame, in what it covers in that time at its speed. */
const FASTEST_BALL = 1.49

/** Most that the lead runs slower than the clock, of the time that passed; beyond that it was put back. */
const MOST_LEAD_DRIFT = 0.11

const ballSpeed = (row: Row): number => Math.hypot(row[P.BALL_VX]!, row[P.BALL_VY]!)

/** Turns the timeline of a Pong match into what is drawn: my paddle at the lead time, the other's as confirmed, the ball between. */
export class PongView {
  private readonly ballTime = new StretchedTime()
  private readonly paddles = [new Correction(), new Correction()] as const
  private readonly ball = new Follower()
  private readonly ghost = new GhostView()
  private readonly happenings = new Happenings(happened, P.TIMING.ticksPerSecond)
  private drawnTime: number | null = null
  /** The times at which the paddles were drawn last. */
  private readonly paddleTimes: [number | null, number | null] = [null, null]
  readonly scene: PongScene = {
    paddles: [0, 0],
    ballX: 0,
    ballY: 0,
    ball: false,
    serve: 0,
    scores: [0, 0],
    ghost: null,
    pointsAt: null,
    effects: [],
  }

  /** The time at which the ball is drawn, in ticks. */
  get time(): number {
    return this.ballTime.value
  }

  /** The scene at the timeline's present; the same object each time. millis: real time since the last call. */
  update(timeline: Timeline, millis: number, insight: Insight = noInsight): PongScene {
    const { scene } = this
    const passed = (millis * 60) / 1000
    scene.effects.length = 0
    const shown = timeline.row(Math.floor(timeline.seen))
    if (!shown) return scene
    const time = this.ballTime.advance(timeline, passed)
    this.happenings.tell(timeline, Math.floor(time), scene.effects)
    for (const seat of [0, 1] as const) {
      scene.paddles[seat] = this.paddleHeight(timeline, seat, millis)
      scene.scores[seat] = shown[P.LEFT_SCORE + seat]!
    }
    this.placeBall(timeline, time, passed)
    scene.ghost = this.ghost.update(insight.foretold, time, millis)
    scene.pointsAt = insight.pointsAt
    return scene
  }

  /** A paddle's height, mine at the lead time; what was mended of what was predicted or presumed glides. */
  private paddleHeight(timeline: Timeline, seat: 0 | 1, millis: number): number {
    const mine = seat === timeline.seat
    const time = mine ? timeline.lead : timeline.seen
    const passed = (millis * 60) / 1000
    const last = this.paddleTimes[seat] ?? time
    this.paddleTimes[seat] = time
    // Where the lead itself was put back, my paddle has moved as long as the clock says.
    const from = mine && time - last < (1 - MOST_LEAD_DRIFT) * passed ? time - passed : last
    const height = fieldAt(timeline, P.LEFT_Y + seat, time)
    const step = height - fieldAt(timeline, P.LEFT_Y + seat, from)
    // A key of mine changes the tick that is being drawn, at most from up to down.
    return this.paddles[seat].apply(height, step, P.PADDLE_SPEED * (mine ? 2 : 0.5), millis)
  }

  private placeBall(timeline: Timeline, time: number, passed: number): void {
    const { scene } = this
    const row = timeline.row(Math.floor(time))!
    const next = timeline.row(Math.floor(time) + 1) ?? row
    const over = Math.max(row[P.LEFT_SCORE]!, row[P.RIGHT_SCORE]!) >= row[P.TARGET]!
    const resting = row[P.SERVE_IN]! > 0
    const longest = row[P.HITS]! + row[P.LEFT_SCORE]! + row[P.RIGHT_SCORE]! === 0 ? P.FIRST_SERVE_TICKS : P.SERVE_TICKS
    scene.ball = !over
    scene.serve = resting ? Math.min(1, Math.max(0, (row[P.SERVE_IN]! - (time - Math.floor(time))) / longest)) : 0
    // Across a point the ball does not fly back to the middle: it is put there.
    const putBack = next[P.SERVE_IN]! > 0
    const [x, y] = putBack
      ? [row[P.BALL_X]!, row[P.BALL_Y]!]
      : [fieldAt(timeline, P.BALL_X, time), fieldAt(timeline, P.BALL_Y, time)]
    if (resting || this.elsewhere(timeline, time)) this.ball.moveTo(x, y)
    this.drawnTime = time
    // A mended prediction is caught up with: the ball never moves faster than this.
    const speed = Math.max(ballSpeed(row), ballSpeed(next), ballSpeed(timeline.row(Math.floor(time) - 1) ?? row))
    this.ball.follow(x, y, FASTEST_BALL * speed * passed)
    scene.ballX = this.ball.x
    scene.ballY = this.ball.y
  }

  /** Whether this is another place of the match than the one drawn last, so that nothing moves there from what was drawn. */
  private elsewhere({ seat }: Timeline, time: number): boolean {
    const last = this.drawnTime
    return last === null || (seat === null && (time < last || time > last + ELSEWHERE_TICKS))
  }
}

/** What a step did that is worth a flash and a sound; null for nothing. */
export function happened(before: Row, after: Row): Omit<PongEffect, 'tick'> | null {
  const force = Math.min(1, Math.abs(after[P.BALL_VX]! || before[P.BALL_VX]!) / P.MAX_SPEED)
  for (const seat of [0, 1])
    if (after[P.LEFT_SCORE + seat]! > before[P.LEFT_SCORE + seat]!)
      return { kind: 'point', x: seat === 0 ? P.COURT : -P.COURT, y: before[P.BALL_Y]!, seat, force }
  if (after[P.SERVE_IN] === 0 && before[P.SERVE_IN]! > 0)
    return { kind: 'serve', x: 0, y: 0, seat: after[P.BALL_VX]! > 0 ? 0 : 1, force }
  if (after[P.HITS]! > before[P.HITS]!) {
    const seat = after[P.BALL_VX]! > 0 ? 0 : 1
    return { kind: 'hit', x: seat === 0 ? -P.HIT_X : P.HIT_X, y: after[P.BALL_Y]!, seat, force }
  }
  if (after[P.SERVE_IN] === 0 && before[P.BALL_VY]! * after[P.BALL_VY]! < 0)
    return { kind: 'wall', x: after[P.BALL_X]!, y: after[P.BALL_Y]! > 0 ? P.COURT : -P.COURT, seat: 0, force }
  return null
}
