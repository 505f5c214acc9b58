import * as P from '../../../game/tasks/pong/layout.ts'
import { fieldAt, type Timeline } from '../../_net/timeline.ts'

/** Speed of the ball's time against real time, at least and at most. */
const SLOWEST = 0.35
const FASTEST = 1.45
/** How fast a resting ball's time may catch up: nothing of it is seen but the countdown. */
const FASTEST_AT_REST = 4
/** Where the stretching begins and ends at the latest, from the middle: inside both paddles' faces. */
const WIDEST = P.HIT_X - 4
const NARROWEST = 8

/** How much of the lead the ball has at a place: 0 in the other's half, 1 in mine, evenly more between, which asks for the least speed.
 *  u: the ball's x, my side positive · halfWidth: of the band around the middle where time is stretched. */
export function leadShare(u: number, halfWidth: number): number {
  return Math.max(0, Math.min(1, (u + halfWidth) / (2 * halfWidth)))
}

/** Half the width of the band in which a ball of this speed (units a tick) is brought from `seen` to `lead` (ticks apart) at a third more
 *  than its speed: the speed-up is 1 / (1 − slope × speed × ticks), and the slope is 1 / (2 halfWidth). Where the court is too narrow for
 *  that it is faster, up to FASTEST, and then comes to my paddle later than the lead. */
export function bandHalfWidth(speed: number, ticks: number): number {
  return Math.max(NARROWEST, Math.min(WIDEST, 2 * speed * ticks))
}

/** The time at which the ball is drawn: `lead` in my half, `seen` in the other's, and between them as much of each as where it is says.
 *  It never runs backwards, so nothing that was shown is taken back; and beyond what is presumed it waits at the other's paddle, so that no
 *  hit of theirs is shown that they did not make. */
export class StretchedTime {
  value = 0
  private last: number | null = null

  /** Moves to the timeline's present. passed: ticks of real time since the last call. */
  advance(timeline: Timeline, passed: number): number {
    const { seen, lead, seat } = timeline
    if (this.last === null || Math.abs(seen - this.value) > 90) {
      this.value = seen
      this.last = seen
      return seen
    }
    this.last = seen
    if (seat === null) return (this.value = Math.max(seen, this.value - 90))
    const atRest = fieldAt(timeline, P.SERVE_IN, Math.floor(this.value)) > 0
    const ceiling = Math.max(this.value, Math.min(timeline.knownTick, lead))
    let low = Math.min(ceiling, this.value + (atRest ? 0 : passed * SLOWEST))
    let high = Math.min(ceiling, this.value + passed * (atRest ? FASTEST_AT_REST : FASTEST))
    const behind = (time: number): number => this.target(timeline, time) - time
    if (behind(low) <= 0) high = low
    else if (behind(high) >= 0) low = high
    for (let i = 0; i < 12 && high - low > 1e-3; i++) {
      const middle = (low + high) / 2
      if (behind(middle) > 0) low = middle
      else high = middle
    }
    // What happens at the other's paddle is told by the server alone.
    const far = this.side(timeline, low) < -WIDEST
    return (this.value = far ? Math.max(this.value, Math.min(low, timeline.presumedTick)) : low)
  }

  private side(timeline: Timeline, time: number): number {
    return fieldAt(timeline, P.BALL_X, time) * (timeline.seat === 1 ? 1 : -1)
  }

  /** Where time should be for a ball that is drawn where it is at `time`. */
  private target(timeline: Timeline, time: number): number {
    const { seen, lead } = timeline
    const row = timeline.row(Math.floor(time))
    if (!row || row[P.SERVE_IN]! > 0) return seen
    const ticks = lead - seen
    const share = leadShare(this.side(timeline, time), bandHalfWidth(Math.abs(row[P.BALL_VX]!), ticks))
    return seen + share * ticks
  }
}
