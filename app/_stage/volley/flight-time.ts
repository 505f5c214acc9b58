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
    const moved = passed * (held > 0 ? this.restingPace(goal, passed) : pace(goal - passed - this.value, ticks))
    return (this.value = Math.max(this.value, Math.min(this.value + moved, ceiling, told)))
  }

  private restingPace(goal: number, passed: number): number {
    return passed > 0 ? Math.max(0, Math.min(FASTEST_AT_REST, (goal - this.value) / passed)) : 0
  }
}

/** How fast time runs that is `behind` by so many ticks and shall be right after so many ticks of its own. */
function pace(behind: number, ticks: number): number {
  if (behind >= 0) return ticks > behind ? Math.min(FASTEST, ticks / (ticks - behind)) : FASTEST
  return ticks / (ticks - behind)
}
