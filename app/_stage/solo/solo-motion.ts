import type { Row } from '../../../game/core/task.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { Glide } from './glide.ts'

/** Who watches and goes further than this at once, in ticks, or back, has gone elsewhere in the match. */
const ELSEWHERE_TICKS = 45

/** A number that is drawn of a row. */
export type Shown = (row: Row) => number

/** What moves in a game that is played alone: each number at the time of who plays it, in the very next frame after a key, or as it is seen
 *  by who watches. What is mended of a prediction glides. */
export class SoloMotion {
  /** The time that is drawn, in ticks. */
  time = 0
  /** The numbers as they are drawn. */
  readonly values: number[]
  /** The rows before and after that time; null before the first. */
  before: Row | null = null
  after: Row | null = null
  private readonly glides: readonly Glide[]
  private last: number | null = null

  constructor(private readonly shown: readonly Shown[]) {
    this.values = shown.map(() => 0)
    this.glides = shown.map(() => new Glide())
  }

  /** Moves to the timeline's present. False where there is nothing to draw yet. millis: since the last call. */
  update(timeline: Timeline, millis: number): boolean {
    const watches = timeline.seat === null
    const time = Math.max(0, watches ? timeline.seen : timeline.lead)
    this.before = timeline.row(Math.floor(time))
    this.after = timeline.row(Math.floor(time) + 1) ?? this.before
    if (!this.before) return false
    if (watches && this.last !== null && (time < this.last || time > this.last + ELSEWHERE_TICKS)) this.restart(time)
    const from = this.last ?? time
    this.shown.forEach((shown, i) => {
      const value = numberAt(timeline, shown, time)
      this.values[i] = this.glides[i]!.apply(value, value - numberAt(timeline, shown, from), millis)
    })
    this.last = this.time = time
    return true
  }

  private restart(time: number): void {
    for (const glide of this.glides) glide.restart()
    this.last = time
  }
}

/** A number at a time between two ticks. */
function numberAt(timeline: Pick<Timeline, 'row'>, shown: Shown, time: number): number {
  const tick = Math.floor(time)
  const row = timeline.row(tick)
  const next = timeline.row(tick + 1) ?? row
  if (!row || !next) return 0
  const from = shown(row)
  return from + (shown(next) - from) * (time - tick)
}
