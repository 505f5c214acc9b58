import type { Row } from '../../../game/core/task.ts'
import * as S from '../../../game/tasks/sumo/layout.ts'
import { fieldAt, type Timeline } from '../../_net/timeline.ts'
import { Glide } from '../glide.ts'
import { Happenings } from '../happenings.ts'
import type { DrawnDisc, SumoEffect, SumoScene } from './sumo-scene.ts'

/** Most that a disc is drawn to move in a frame, in what it covers in that time at its speed. */
const FASTEST = 1.49
/** A disc that hardly moves glides at this speed over what was mended, in units a tick. */
const CRAWL = S.TOP_SPEED / 8
/** Most that the lead runs off the clock, of the time that passed; beyond that it was put elsewhere. */
const MOST_LEAD_DRIFT = 0.11
/** A jump of one who watches to elsewhere in the match: further than this at once, in ticks, or back. */
const ELSEWHERE_TICKS = 90
/** So far from the edge, in units, a disc is in no danger. */
const SAFE = 3
/** A bump of less, in units a tick, is leaning on each other. */
const BUMP = 0.025
const ROUNDING = 1e-6

const DISCS = [S.LEFT, S.RIGHT] as const

/** Turns the timeline of a match of sumo into what is drawn. Both discs are at the lead time: they meet wherever they are, so they have to be of one
 *  moment, and mine is of now. Where the other then pushed otherwise than presumed, it glides; and what ends a round is told by the server alone. */
export class SumoView {
  private readonly glides = [new Glide(), new Glide()] as const
  private readonly bumps = new Happenings(bumped, S.TIMING.ticksPerSecond)
  private readonly rounds = new Happenings(settled, S.TIMING.ticksPerSecond)
  private drawnTime: number | null = null
  private wasPut = false
  readonly scene: SumoScene = {
    ring: S.RING,
    left: 1,
    discs: [newDisc(), newDisc()],
    there: false,
    start: 0,
    effects: [],
  }

  /** The time at which the discs are drawn, in ticks. */
  get time(): number {
    return this.drawnTime ?? 0
  }

  /** The scene at the timeline's present; the same object each time. millis: real time since the last call. */
  update(timeline: Timeline, millis: number): SumoScene {
    const { scene } = this
    scene.effects.length = 0
    const time = Math.min(timeline.lead, timeline.knownTick)
    const row = timeline.row(Math.floor(time))
    if (!row || timeline.confirmedTick < 0) return scene
    scene.there = true
    const next = timeline.row(Math.floor(time) + 1) ?? row
    const passed = (millis * S.TIMING.ticksPerSecond) / 1000
    const last = this.drawnTime ?? time
    // Where the lead itself was put elsewhere, the discs have moved as long as the clock says.
    const drifted = Math.abs(time - last - passed) > MOST_LEAD_DRIFT * passed
    const from = drifted && time > last ? Math.max(last, time - passed) : Math.min(last, time)
    const put = row[S.START_IN]! > 0 || this.elsewhere(timeline, time)
    DISCS.forEach((at, seat) => {
      const glide = this.glides[seat]!
      const x = fieldAt(timeline, at + S.X, time)
      const y = fieldAt(timeline, at + S.Y, time)
      if (put || this.wasPut) glide.moveTo(x, y)
      else {
        const most = FASTEST * Math.max(CRAWL, speedAround(timeline, at, time)) * passed
        const stepX = x - fieldAt(timeline, at + S.X, from)
        const stepY = y - fieldAt(timeline, at + S.Y, from)
        glide.follow(x, y, stepX, stepY, most, millis)
      }
    })
    this.drawnTime = time
    this.wasPut = put
    this.describe(timeline, row, next, time)
    return scene
  }

  private describe(timeline: Timeline, row: Row, next: Row, time: number): void {
    const { scene } = this
    const told = Math.floor(timeline.seat === null ? timeline.seen : Math.min(timeline.confirmedTick, time))
    const share = time - Math.floor(time)
    const roundTick = fieldAt(timeline, S.ROUND_TICK, next[S.START_IN]! > 0 ? Math.floor(time) : time)
    const longest =
      row[S.LEFT_SCORE]! + row[S.RIGHT_SCORE]! === 0 && row[S.TICK]! <= S.FIRST_START_TICKS
        ? S.FIRST_START_TICKS
        : S.START_TICKS
    scene.ring = S.ringAt(roundTick)
    scene.left = 1 - roundTick / S.ROUND_TICKS
    scene.start = row[S.START_IN]! > 0 ? Math.min(1, Math.max(0, (row[S.START_IN]! - share) / longest)) : 0
    const outcome = (timeline.row(told)?.[S.OUTCOME_IN] ?? 0) > 0
    DISCS.forEach((at, seat) => describeDisc(scene, scene.discs[seat]!, this.glides[seat]!, row, next, at, outcome))
    this.bumps.tell(timeline, Math.floor(time), scene.effects)
    this.rounds.tell(timeline, told, scene.effects)
  }

  /** Whether this is another place of the match than the one drawn last, so that nothing moves there from what was drawn. */
  private elsewhere({ seat }: Timeline, time: number): boolean {
    const last = this.drawnTime
    return last === null || (seat === null && (time < last || time > last + ELSEWHERE_TICKS))
  }
}

const newDisc = (): DrawnDisc => ({ x: 0, y: 0, thrustX: 0, thrustY: 0, danger: 0, out: false })

function describeDisc(
  scene: SumoScene,
  disc: DrawnDisc,
  { x, y }: Glide,
  row: Row,
  next: Row,
  at: number,
  outcome: boolean,
): void {
  const inside = scene.ring - Math.hypot(x, y)
  disc.x = x
  disc.y = y
  disc.danger = scene.start > 0 ? 0 : Math.max(0, Math.min(1, 1 - inside / SAFE))
  disc.out = outcome && Math.hypot(row[at + S.X]!, row[at + S.Y]!) > S.ringAt(row[S.ROUND_TICK]!)
  if (next[S.START_IN]! > 0 || next[S.OUTCOME_IN]! > 0) disc.thrustX = disc.thrustY = 0
  // In a collision the velocity tells of no thrust: it stays as it was.
  else if (!touching(next)) {
    const x1 = (next[at + S.VX]! / (1 - S.DRAG) - row[at + S.VX]!) / S.THRUST
    const y1 = (next[at + S.VY]! / (1 - S.DRAG) - row[at + S.VY]!) / S.THRUST
    const length = Math.max(1, Math.hypot(x1, y1))
    disc.thrustX = x1 / length
    disc.thrustY = y1 / length
  }
}

/** The fastest that a disc is around a time, in units a tick. */
function speedAround(timeline: Timeline, at: number, time: number): number {
  let fastest = 0
  for (let tick = Math.floor(time) - 1; tick <= Math.floor(time) + 1; tick++) {
    const row = timeline.row(tick)
    if (row) fastest = Math.max(fastest, Math.hypot(row[at + S.VX]!, row[at + S.VY]!))
  }
  return fastest
}

const apartX = (s: Row): number => s[S.LEFT + S.X]! - s[S.RIGHT + S.X]!
const apartY = (s: Row): number => s[S.LEFT + S.Y]! - s[S.RIGHT + S.Y]!

/** Whether the discs were parted in the step that led here: they are as far from each other as touching ones. */
export const touching = (s: Row): boolean =>
  s[S.ROUND_TICK]! > 0 && Math.abs(Math.hypot(apartX(s), apartY(s)) - S.TOUCH) < ROUNDING

/** Whether the discs bumped into each other in a step. */
export function bumped(before: Row, after: Row): Omit<SumoEffect, 'tick'> | null {
  if (after[S.ROUND_TICK] === before[S.ROUND_TICK] || !touching(after)) return null
  const normalX = apartX(after) / S.TOUCH
  const normalY = apartY(after) / S.TOUCH
  const speed = (s: Row): number =>
    (s[S.LEFT + S.VX]! - s[S.RIGHT + S.VX]!) * normalX + (s[S.LEFT + S.VY]! - s[S.RIGHT + S.VY]!) * normalY
  const hard = -speed(before)
  if (hard < BUMP) return null
  const x = (after[S.LEFT + S.X]! + after[S.RIGHT + S.X]!) / 2
  const y = (after[S.LEFT + S.Y]! + after[S.RIGHT + S.Y]!) / 2
  return { kind: 'bump', x, y, seat: 0, force: Math.min(1, hard / (2 * S.TOP_SPEED)) }
}

/** Whether a round began or ended in a step. */
export function settled(before: Row, after: Row): Omit<SumoEffect, 'tick'> | null {
  if (before[S.START_IN]! > 0 && after[S.START_IN] === 0) return { kind: 'start', x: 0, y: 0, seat: null, force: 0 }
  if (before[S.OUTCOME_IN]! > 0 || after[S.OUTCOME_IN] === 0) return null
  const winner = [0, 1].find((seat) => after[S.LEFT_SCORE + seat]! > before[S.LEFT_SCORE + seat]!) ?? null
  const at = winner === 0 ? S.RIGHT : S.LEFT
  return { kind: 'round', x: after[at + S.X]!, y: after[at + S.Y]!, seat: winner, force: 1 }
}
