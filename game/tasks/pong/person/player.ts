import { uniform, type Chance } from '../../../core/chance.ts'
import type { PersonPlayer } from '../../../core/person-model.ts'
import type { Row } from '../../../core/task.ts'
import * as P from '../layout.ts'
import type { Deed, Memory } from './memory.ts'
import { arrivalOf, comes, comingFeatures, leavingFeatures, ticksGone, type Past } from './passage.ts'

const [STAY, UP, DOWN] = [0, 1, 2] as const
const { decisionPeriod, actionLatency } = P.TIMING
/** Ticks of the last action that are still to come when the next is chosen, and units that one action moves. */
const UNDERWAY = actionLatency
const STRIDE = decisionPeriod * P.PADDLE_SPEED
/** Of anybody: the deviation of where they meet the ball, and the ticks before they move. */
export const USUAL_MISS = 4
const USUAL_LOST = 10
/** A remembered end is taken as so much to each side of it. */
const BLUR = 1.5

/** Plays as a person was seen to: for each ball that comes or leaves they do again what they did in a situation like it. They wait as long as they
 *  waited then, and go where they went, beside where this ball arrives; the paddle is no faster than it is. So what they miss, they miss for
 *  the person's reasons: they aim wrong, or start late, or are too far away. */
export class Player implements PersonPlayer {
  /** Whether a ball comes; null before the first look. */
  private coming: boolean | null = null
  private goal: number | null = null
  /** Where they were going before this ball, as they still are while they have not taken notice of it. */
  private goalBefore: number | null = null
  /** Ticks until they go. */
  private wait = 0
  private action: number = STAY
  private ballX = 0
  private readonly past: Past = { arrival: 0, point: 0 }
  private weights = new Float64Array(64)

  constructor(
    private readonly memories: { coming: Memory; leaving: Memory },
    private readonly chance: Chance,
  ) {}

  begin(): void {
    this.endPoint()
    this.coming = this.goal = null
    this.action = STAY
  }

  decide(state: Row, seat: number): number {
    const own = state[P.LEFT_Y + seat]!
    const coming = comes(state, seat)
    if (state[P.SERVE_IN]! > 0) this.endPoint()
    else this.ballX = state[P.BALL_X]! * (seat === 0 ? 1 : -1)
    if (coming !== this.coming) {
      this.coming = coming
      this.goalBefore = this.goal
      if (coming) this.meet(state, seat)
      else this.rest(state, seat)
    }
    const goal = this.wait > 0 ? this.goalBefore : this.goal
    this.wait -= decisionPeriod
    const moving = this.action === UP ? 1 : this.action === DOWN ? -1 : 0
    const way = (goal ?? own) - own - UNDERWAY * P.PADDLE_SPEED * moving
    this.action = way > STRIDE / 2 ? UP : way < -STRIDE / 2 ? DOWN : STAY
    return this.action
  }

  private meet(state: Row, seat: number): void {
    const { coming } = this.memories
    const { arrival } = arrivalOf(state, seat)
    const deed = this.recall(coming, comingFeatures(state, seat, this.past))
    // Who was still on the way would have got there, given the time.
    const miss = deed && !deed.unfinished ? deed.value + this.around(BLUR) : 2 * USUAL_MISS * this.bell()
    this.goal = Math.max(-P.PADDLE_LIMIT, Math.min(P.PADDLE_LIMIT, arrival + miss))
    this.setWait(coming, deed, ticksGone(state, seat))
    this.past.arrival = arrival
  }

  private rest(state: Row, seat: number): void {
    const { leaving } = this.memories
    const deed = this.recall(leaving, leavingFeatures(state, seat, this.past))
    this.goal = deed ? deed.value + this.around(BLUR) : uniform(this.chance) < 0.5 ? 0 : state[P.LEFT_Y + seat]!
    this.setWait(leaving, deed, 0)
  }

  /** gone: ticks of this ball's way that are over. */
  private setWait(memory: Memory, deed: Deed | null, gone: number): void {
    const lost = deed?.lost ?? this.someLost(memory)
    this.wait = lost - gone - 1 - actionLatency + this.around(decisionPeriod / 2)
  }

  /** What they lost in some other deed, where this one does not tell. */
  private someLost({ deeds }: Memory): number {
    for (let tries = 0; tries < 6 && deeds.length > 0; tries++) {
      const { lost } = deeds[this.below(deeds.length)]!
      if (lost !== null) return lost
    }
    return USUAL_LOST
  }

  /** A deed in a situation like this one; null: none, as anybody would do. */
  private recall(memory: Memory, features: Float64Array): Deed | null {
    const { deeds, config } = memory
    if (this.weights.length < deeds.length) this.weights = new Float64Array(2 * deeds.length)
    let rest = uniform(this.chance) * (memory.weigh(features, this.weights) + config.priorWeight)
    for (let i = 0; i < deeds.length; i++) {
      rest -= this.weights[i]!
      if (rest < 0) return deeds[i]!
    }
    return null
  }

  /** A ball that was last seen near a goal has made a point. */
  private endPoint(): void {
    if (Math.abs(this.ballX) > P.HIT_X - P.MAX_SPEED) this.past.point = this.ballX > 0 ? 1 : -1
    this.ballX = 0
  }

  private below(count: number): number {
    return Math.floor(uniform(this.chance) * count)
  }

  private around(width: number): number {
    return (2 * uniform(this.chance) - 1) * width
  }

  /** Nearly normal, of deviation one half. */
  private bell(): number {
    return uniform(this.chance) + uniform(this.chance) + uniform(this.chance) - 1.5
  }
}
