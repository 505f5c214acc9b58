import type { Row } from '../../game/core/task.ts'
import type { Timeline } from '../_net/timeline.ts'

/** Longest stretch of ticks, in seconds, whose happenings are still told: after a pause of the page the rest is skipped. */
const TOLD_SECONDS = 1 / 3

/** Tells what happened in a match as far as it is drawn, each thing once. */
export class Happenings<Effect extends object> {
  private toldTick: number | null = null
  private readonly most: number

  /** happened: what a step did that is worth a light or a sound, one thing or several; null for nothing. */
  constructor(
    private readonly happened: (before: Row, after: Row) => Effect | readonly Effect[] | null,
    ticksPerSecond: number,
  ) {
    this.most = Math.round(TOLD_SECONDS * ticksPerSecond)
  }

  /** Adds what happened up to this tick, since the last call, to `effects`. */
  tell(timeline: Pick<Timeline, 'row'>, tick: number, effects: (Effect & { tick: number })[]): void {
    const { most } = this
    if (tick < (this.toldTick ?? tick) - most) this.toldTick = tick
    const from = this.toldTick === null ? tick : Math.max(this.toldTick, tick - most)
    for (let at = from + 1; at <= tick; at++) {
      const before = timeline.row(at - 1)
      const after = timeline.row(at)
      const happened = before && after ? this.happened(before, after) : null
      if (isList(happened)) effects.push(...happened.map((effect) => ({ ...effect, tick: at })))
      else if (happened) effects.push({ ...happened, tick: at })
    }
    this.toldTick = Math.max(tick, this.toldTick ?? tick)
  }
}

const isList = <Effect>(happened: Effect | readonly Effect[] | null): happened is readonly Effect[] =>
  Array.isArray(happened)
