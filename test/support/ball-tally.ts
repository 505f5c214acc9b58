import type { Row } from '../../game/core/task.ts'
import type { Opponent } from '../../game/learn/practice/opponents.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { arrival, look } from './people/eyes.ts'

const BANDS = 5
/** Units a tick from which a ball is fast: the sixth of a rally is. */
const FAST = P.SERVE_SPEED + 5 * P.SPEED_GAIN

/** Balls that came to somebody, and those of them that they missed; by bands of the height at which they arrived, the lowest first, slow and fast
 *  ones of each. */
export interface BallTally {
  came: Float64Array
  missed: Float64Array
}

export const newTally = (): BallTally => ({ came: new Float64Array(2 * BANDS), missed: new Float64Array(2 * BANDS) })

/** The same opponent in games of Pong that are one point each, with their balls counted. */
export function counted(opponent: Opponent, tally: BallTally): Opponent {
  /** The ball that comes in each environment. */
  const balls = new Map<number, { hits: number; cell: number }>()
  const notice = (environment: number, state: Row, seat: number): void => {
    const seen = look(state, seat)
    const ball = balls.get(environment)
    if (!seen.inPlay || seen.vx > 0) balls.delete(environment)
    if (!seen.inPlay || !seen.coming || ball?.hits === seen.hits) return
    const band = Math.min(BANDS - 1, Math.floor((BANDS * (arrival(seen, 1) + P.WALL)) / (2 * P.WALL)))
    const cell = 2 * band + (Math.abs(seen.vx) >= FAST ? 1 : 0)
    tally.came[cell]!++
    balls.set(environment, { hits: seen.hits, cell })
  }
  return {
    reactionTicks: opponent.reactionTicks ?? 0,
    options: (seat) => opponent.options(seat),
    begin(environment) {
      // A ball that has not come back has ended the point.
      const ball = balls.get(environment)
      if (ball) tally.missed[ball.cell]!++
      balls.delete(environment)
      opponent.begin(environment)
    },
    decide(env, environments, seats, actions) {
      for (const e of environments) notice(e, env.rows[e]!, seats[e]!)
      opponent.decide(env, environments, seats, actions)
    },
  }
}

/** Share of the balls of each cell that was missed; NaN where none came. */
export const missRates = ({ came, missed }: BallTally): Float64Array => missed.map((count, cell) => count / came[cell]!)

/** Mean absolute difference of the rates at which two miss, over the cells to which balls came for both, each weighted by the first's balls. */
export function missDifference(person: BallTally, other: BallTally): number {
  const [rates, others] = [missRates(person), missRates(other)]
  let [sum, balls] = [0, 0]
  for (const [cell, came] of person.came.entries()) {
    const difference = Math.abs(rates[cell]! - others[cell]!)
    if (Number.isNaN(difference)) continue
    sum += came * difference
    balls += came
  }
  return sum / balls
}
