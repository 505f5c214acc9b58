import { SeededChance } from '../../game/core/chance.ts'
import { newStepOut, type Row, type StepOut } from '../../game/core/task.ts'
import { bounced } from '../../game/tasks/pong/bounced.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { reset, step } from '../../game/tasks/pong/rules.ts'

/** A corner of the ball's path: where it was served, hit or bounced, and whose hit lit the path from there on. */
export interface TrailCorner {
  x: number
  y: number
  tick: number
  /** 0 left, 1 right, null after a serve; a null corner begins a new path. */
  by: 0 | 1 | null
  starts: boolean
}

/** An endless game of Pong that plays itself, on the real simulation: the left paddle has human slips, the right one reads bounces and
 *  slips less and less. The same seed gives the same game. Ticks are the task's, 60 a second. */
export class Rally {
  readonly state: Row = new Float64Array(P.PONG_LAYOUT.length)
  readonly corners: TrailCorner[] = []
  readonly scores: [number, number] = [0, 0]
  /** The tick of each side's last hit, for its glow. */
  readonly hitAt: [number, number] = [-1000, -1000]
  tick = 0
  private readonly chance: SeededChance
  private readonly out: StepOut = newStepOut(2)
  private readonly actions = new Float64Array(2)
  private readonly slip: [number, number] = [0, 0]

  constructor(
    seed: number,
    private readonly trailTicks = 600,
  ) {
    this.chance = new SeededChance(seed)
    this.restart()
  }

  /** Where the right paddle expects to meet the ball, or null while the ball leaves it. */
  get expectation(): number | null {
    return this.state[P.BALL_VX]! > 0 ? this.landing(1) + this.slip[1] : null
  }

  /** One tick. `hand` moves the left paddle towards a height (−80 to 80) instead of its own choice. */
  step(hand: number | null = null): void {
    const s = this.state
    const [vx, vy, hits] = [s[P.BALL_VX]!, s[P.BALL_VY]!, s[P.HITS]!]
    this.actions[0] = hand === null ? this.act(0, 2.5) : this.towards(0, hand, 1)
    this.actions[1] = this.act(1, 1.5)
    step(s, this.actions, this.chance, this.out)
    this.tick++
    if (s[P.HITS]! > hits) this.onHit(vx > 0 ? 1 : 0)
    else if (vx === 0 && s[P.BALL_VX] !== 0) this.corner(null, true)
    else if (s[P.BALL_VY] !== vy && s[P.BALL_VX] !== 0) this.corner(this.corners.at(-1)?.by ?? null, false)
    if (this.out.rewards[0] !== 0) this.onPoint(this.out.rewards[0]! > 0 ? 0 : 1, vx)
    const oldest = this.tick - this.trailTicks
    while (this.corners.length > 1 && this.corners[1]!.tick < oldest) this.corners.shift()
  }

  private restart(): void {
    reset(this.state, { target: 21, leftSpeed: 1, rightSpeed: 1 }, this.chance)
    this.state[P.SERVE_IN] = 20
  }

  private onHit(side: 0 | 1): void {
    this.hitAt[side] = this.tick
    this.corner(side, false)
    // How far from its best guess each side will meet the next ball: beyond 10 is a miss.
    const spread = side === 1 ? 17 : Math.max(13, 17.5 - this.tick / 3600)
    this.slip[1 - side] = (this.chance.uniform() + this.chance.uniform() - 1) * spread
  }

  private onPoint(winner: 0 | 1, vx: number): void {
    this.scores[winner] += 1
    this.corners.push({
      x: vx > 0 ? P.GOAL_X : -P.GOAL_X,
      y: this.landing(vx > 0 ? 1 : 0),
      tick: this.tick,
      by: null,
      starts: false,
    })
    this.slip[0] = 0
    this.slip[1] = 0
    if (this.out.terminated || Math.max(...this.scores) >= 21) {
      this.restart()
      this.scores[0] = 0
      this.scores[1] = 0
    }
    this.last = null
  }

  private last: TrailCorner | null = null

  private corner(by: 0 | 1 | null, starts: boolean): void {
    this.last = { x: this.state[P.BALL_X]!, y: this.state[P.BALL_Y]!, tick: this.tick, by, starts }
    this.corners.push(this.last)
  }

  private act(side: 0 | 1, deadZone: number): number {
    const coming = this.state[P.BALL_VX]! * (side === 0 ? -1 : 1) > 0
    return this.towards(
      side,
      coming ? this.landing(side) + this.slip[side] : this.state[P.LEFT_Y + side]! * 0.4,
      coming ? deadZone : 8,
    )
  }

  private towards(side: 0 | 1, goal: number, deadZone: number): number {
    const distance = goal - this.state[P.LEFT_Y + side]!
    return Math.abs(distance) <= deadZone ? 0 : distance > 0 ? 1 : 2
  }

  /** The height at which the ball will cross a side's face, walls folded in. */
  private landing(side: 0 | 1): number {
    const s = this.state
    const vx = s[P.BALL_VX]!
    if (vx === 0) return 0
    const time = Math.max(0, ((side === 0 ? -P.HIT_X : P.HIT_X) - s[P.BALL_X]!) / vx)
    return bounced(s[P.BALL_Y]!, s[P.BALL_VY]! * time)
  }
}

/** Ticks for which a path glows. */
export const TRAIL_TICKS = 900

/** The game as the first screen shows it before it moves: in its middle, already painted with light, the ball on its way from the agent. */
export function startedRally(): Rally {
  const rally = new Rally(7, TRAIL_TICKS)
  const fromTheAgent = (): boolean => rally.corners.at(-1)?.by === 1 && rally.state[P.BALL_X]! < P.COURT / 2
  while (rally.tick < 1350 || !fromTheAgent()) rally.step()
  return rally
}
