import type { Habit, StyleCounter, StyleReader } from '../../core/play-style.ts'
import type { Row } from '../../core/task.ts'
import * as P from './layout.ts'
import { arrivalOf } from './person/passage.ts'
import { BANDS, bandAt } from './person/portrait.ts'

const [SHOTS, BOUNCED, POINTS, POINT_HITS, TICKS, MOVING] = [BANDS.length, 6, 7, 8, 9, 10]
const COUNTS = 11
/** Fewer say hardly anything of where somebody sends the ball. */
const MIN_SHOTS = 20

/** How a seat of Pong is played: where its shots arrive and whether by the walls, how long its rallies are, how much it moves. */
export const pongStyle: StyleReader = {
  counter: (seat) => new PongCounter(seat),
  habits(counts) {
    const at = (index: number): number => counts[index] ?? 0
    if (at(SHOTS) < MIN_SHOTS || at(POINTS) === 0 || at(TICKS) === 0) return []
    // From the top down, as the court is seen.
    const parts = BANDS.map((name, band) => ({ name, count: at(band) })).toReversed()
    const most = parts.reduce((best, part) => (part.count > best.count ? part : best))
    const share = (index: number, of: number): string => `${((100 * at(index)) / at(of)).toFixed(0)} %`
    return [
      { name: 'Sends the ball most to the', value: most.name, parts },
      habit('of the shots off a wall', share(BOUNCED, SHOTS)),
      habit('hits in a rally', (at(POINT_HITS) / at(POINTS)).toFixed(1)),
      habit('of the rally on the move', share(MOVING, TICKS)),
    ]
  },
}

const habit = (name: string, value: string): Habit => ({ name, value, parts: [] })

class PongCounter implements StyleCounter {
  readonly counts = new Float64Array(COUNTS)
  private hits = 0
  private points = 0

  constructor(private readonly seat: number) {}

  visit(s: Row): void {
    const { counts, seat } = this
    const points = s[P.LEFT_SCORE]! + s[P.RIGHT_SCORE]!
    if (points > this.points) {
      counts[POINTS]! += points - this.points
      counts[POINT_HITS]! += this.hits
    }
    const hit = points === this.points && s[P.HITS]! > this.hits
    this.points = points
    this.hits = s[P.HITS]!
    if (s[P.SERVE_IN]! > 0) return
    counts[TICKS]!++
    if (s[P.LEFT_VY + seat] !== 0) counts[MOVING]!++
    const leaves = s[P.BALL_VX]! > 0 ? 0 : 1
    if (!hit || leaves !== seat) return
    const { arrival, bounces } = arrivalOf(s, 1 - seat)
    counts[SHOTS]!++
    counts[bandAt(arrival)]!++
    if (bounces > 0) counts[BOUNCED]!++
  }
}
