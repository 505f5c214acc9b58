import type { Expectation } from '../../../core/person-model.ts'
import type { Row } from '../../../core/task.ts'
import * as P from '../layout.ts'
import type { Memory } from './memory.ts'

/** Who is within half a paddle's height of what was foretold is where they were foretold: most of the two paddles lie on each other. */
export const TOLERANCE = P.PADDLE_HALF_HEIGHT
/** On fewer balls like this one nothing is foretold. */
const FEWEST = 5
/** What is less likely than this is not foretold. */
const LEAST_SURE = 0.5

/** Where the paddle of this seat will be when the ball that begins to come arrives: the weighted median of where it ended with balls like this one,
 *  and of what anybody does, as far as it can go until then. features: of the ball, see passage.ts. Null where that rests on too little, or is
 *  not likely enough. */
export function expectAt(memory: Memory, state: Row, seat: number, features: Float64Array): Expectation | null {
  const { deeds, config } = memory
  const weights = new Float64Array(deeds.length)
  const rests = memory.weigh(features, weights)
  if (rests < FEWEST) return null
  const ticks = ticksToCome(state, seat)
  const own = state[P.LEFT_Y + seat]!
  const way = ticks * P.PADDLE_SPEED * state[P.LEFT_SPEED + seat]!
  const [lowest, highest] = [Math.max(-P.PADDLE_LIMIT, own - way), Math.min(P.PADDLE_LIMIT, own + way)]
  const arrival = features[0]!
  const reached = (height: number): number => Math.max(lowest, Math.min(highest, height))
  const stranger = reached(arrival)
  const ends = deeds.map(({ value }, i) => ({ height: reached(arrival + value), weight: weights[i]! }))
  ends.push({ height: stranger, weight: config.priorWeight })
  const all = rests + config.priorWeight
  const value = weightedMedian(ends, all)
  const near = ends.reduce((sum, end) => sum + (Math.abs(end.height - value) <= TOLERANCE ? end.weight : 0), 0)
  const sure = near / all
  if (sure < LEAST_SURE) return null
  return { field: P.LEFT_Y + seat, value, tolerance: TOLERANCE, ticks, sure, rests, stranger, outcome: null }
}

/** Ticks until a coming ball is met or missed. */
function ticksToCome(s: Row, seat: number): number {
  const side = seat === 0 ? 1 : -1
  return Math.ceil((s[P.BALL_X]! * side + P.HIT_X) / Math.abs(s[P.BALL_VX]!))
}

function weightedMedian(ends: readonly { height: number; weight: number }[], sum: number): number {
  const sorted = ends.toSorted((a, b) => a.height - b.height)
  let below = 0
  for (const { height, weight } of sorted) {
    below += weight
    if (below >= sum / 2) return height
  }
  return sorted.at(-1)!.height
}
