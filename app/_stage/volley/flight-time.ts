import * as V from '../../../game/tasks/volley/layout.ts'
import type { Timeline } from '../../_net/timeline.ts'
import { flightOf, foreseenPoint } from './flight.ts'

/** Most that the ball's time runs faster than the clock. */
const FASTEST = 1.45
/** How fast the time of a ball that rests may pass: nothing of it is seen but the countdown. */
const FASTEST_AT_REST = 4
/** Further apart than this, in ticks, time does not run to where it should be but goes there. */
const ELSEWHERE_TICKS = 60
/** So much of the last tick before a point is drawn while nobody has said that it is one. */
const NEARLY = 0.999

/** The time at which the ball is drawn: `lead` where I may touch it next, `seen` where the other may. While it flies from one to the other it
 *  runs faster or slower than the clock, evenly, so that it comes right when somebody can touch the ball. It never runs backwards; and where a
 *  point is foreseen, it waits for the server to say so, with the ball on the ground. */
export class FlightTime {
  value = 0
  private begun = false

  /** Moves to the timeline's present. passed: ticks of real time since the last call. */
  advance(timeline: Timeline, passed: number): number {
    const { seen, lead, seat } = timeline
    if (!this.begun || seat === null || Math.abs(seen - this.value) > ELSEWHERE_TICKS) {
      this.begun = true
      return (this.value = seen)
    }
    const row = timeline.row(Math.floor(this.value))
    if (!row) return this.value
    const { side, ticks } = flightOf(row)
    const held = row[V.SERVE_IN]!
    const mine = side === (seat === 0 ? -1 : 1)
    // What happens where the other may touch the ball is told by the server alone.
    const goal = mine ? lead : seen
    const point = foreseenPoint(timeline)
    const ceiling = Math.min(lead, point === null ? Infinity : point - 1 + NEARLY)
    const told = !mine && held === 0 && ticks === 0 ? timeline.presumedTick : ceiling
    const away = goal - this.value
    const moved = held > 0 ? Math.max(0, Math.min(FASTEST_AT_REST * passed, away)) : move(away, ticks, passed)
    return (this.value = Math.max(this.value, Math.min(this.value + moved, ceiling, told)))
  }
}

/** How far time goes in a frame that is so far away from where it should be, and shall be there after so many ticks of its own; where it is there, it
 *  stays there. passed: ticks of real time. */
function move(away: number, ticks: number, passed: number): number {
  const behind = away - passed
  const fastest = FASTEST * passed
  if (behind >= 0)
    return Math.min(away, ticks > behind ? Math.min(fastest, (passed * ticks) / (ticks - behind)) : fastest)
  return Math.max((passed * ticks) / (ticks - behind), Math.min(away, fastest))
}
