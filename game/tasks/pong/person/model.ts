import type { Chance } from '../../../core/chance.ts'
import type { Expectation, Foresight, PersonModel, PersonPlayer, Portrait } from '../../../core/person-model.ts'
import { standardError } from '../../../core/standard-error.ts'
import type { Row } from '../../../core/task.ts'
import * as P from '../layout.ts'
import { expectAt } from './expect.ts'
import { Memory, type Deed } from './memory.ts'
import { comes, comingFeatures, leavingFeatures, type Past } from './passage.ts'
import { Player, USUAL_MISS } from './player.ts'
import { portraitOf } from './portrait.ts'
import { readDeeds, readRows, writeDeeds } from './saved.ts'

/** A ball's time on the way to the person, or away from them. */
interface Passage {
  coming: boolean
  features: Float64Array
  /** Heights of the paddle, tick by tick. */
  heights: number[]
}

/** Shorter passages tell nothing. */
const SHORTEST_TICKS = 8
/** Ways that are too short to tell when they set out. */
const SHORT_WAY = 8
/** Balls over which foresight is told, and the fewest. */
const FORETOLD = 40
const FEWEST = 10

/** How one person plays Pong: for each ball that came, where the paddle met it or missed it and how late it set out; for each that left, where
 *  they went to wait. */
export class PongPerson implements PersonModel {
  private readonly coming = new Memory({
    // arrival, way to it, speed, bounces, arrival before, last point: see passage.ts
    bandwidths: [
      [Infinity, 32, 16, 8],
      [Infinity, 60, 30],
      [Infinity, 0.8, 0.4],
      [Infinity, 0.6],
      [Infinity, 40, 20],
      [Infinity, 0.7],
    ],
    prior: (miss) => Math.exp(-0.5 * (miss / USUAL_MISS) ** 2) / (USUAL_MISS * Math.sqrt(2 * Math.PI)),
    priorWeight: 1.5,
  })
  private readonly leaving = new Memory({
    // own height, arrival before, last point
    bandwidths: [
      [Infinity, 40, 20, 10],
      [Infinity, 40, 20],
      [Infinity, 0.7],
    ],
    prior: () => 1 / (2 * P.PADDLE_LIMIT),
    priorWeight: 0.7,
  })
  private passage: Passage | null = null
  private readonly past: Past = { arrival: 0, point: 0 }
  private scores: readonly [own: number, other: number] = [0, 0]
  expectation: Expectation | null = null
  /** Balls that came since it began to watch. */
  private watched = 0
  private foretold: { error: number; stranger: number }[] = []

  watch(state: Row, seat: number): void {
    const own = state[P.LEFT_Y + seat]!
    const coming = comes(state, seat)
    const scores = [state[P.LEFT_SCORE + seat]!, state[P.RIGHT_SCORE - seat]!] as const
    // The paddles move before the ball does: the tick in which a ball is met belongs to its passage.
    if (this.passage) {
      this.passage.heights.push(own)
      if (this.passage.coming !== coming) {
        this.settle(this.passage, state, seat)
        this.end(this.passage)
      }
    }
    if (scores[0] !== this.scores[0]) this.past.point = 1
    if (scores[1] !== this.scores[1]) this.past.point = -1
    this.scores = scores
    this.passage ??= this.begin(state, seat, coming)
    if (coming) this.past.arrival = this.passage.features[0]!
  }

  async fit(breathe?: () => Promise<void>): Promise<void> {
    await this.coming.fit(breathe)
    await this.leaving.fit(breathe)
  }

  player(chance: Chance): PersonPlayer {
    return new Player({ coming: this.coming, leaving: this.leaving }, chance)
  }

  get foresight(): Foresight | null {
    const { foretold } = this
    if (foretold.length < FEWEST) return null
    const mean = (key: 'error' | 'stranger'): number =>
      foretold.reduce((sum, one) => sum + one[key], 0) / foretold.length / (2 * P.PADDLE_HALF_HEIGHT)
    return {
      about: 'where you meet the ball',
      error: mean('error'),
      stranger: mean('stranger'),
      unit: 'paddle heights',
      uncertainty: standardError(foretold.map(({ error, stranger }) => stranger - error)) / (2 * P.PADDLE_HALF_HEIGHT),
      count: foretold.length,
    }
  }

  get portrait(): Portrait {
    return portraitOf(this.coming, this.watched)
  }

  save(): unknown {
    return {
      coming: writeDeeds(this.coming.deeds),
      leaving: writeDeeds(this.leaving.deeds),
      foretold: this.foretold.map(({ error, stranger }) => [error, stranger]),
    }
  }

  load(saved: unknown): void {
    const { coming, leaving, foretold } = saved as Record<string, unknown>
    const read = [readDeeds(coming, 6), readDeeds(leaving, 3), readRows(foretold, 2)] as const
    this.watched = 0
    for (const deed of read[0]) this.coming.add(deed)
    for (const deed of read[1]) this.leaving.add(deed)
    for (const [error, stranger] of read[2]) this.foretell(error!, stranger!)
  }

  private begin(state: Row, seat: number, coming: boolean): Passage {
    const features = (coming ? comingFeatures : leavingFeatures)(state, seat, this.past)
    if (coming) this.expectation = expectAt(this.coming, state, seat, features)
    return { coming, features, heights: [state[P.LEFT_Y + seat]!] }
  }

  /** Says what became of what was expected. Where the ball never came, as in a let, nobody knows. */
  private settle({ coming, heights }: Passage, state: Row, seat: number): void {
    const { expectation } = this
    if (!coming || !expectation || heights.length <= expectation.ticks) return
    const value = heights.at(-1)!
    const within = (height: number): boolean => Math.abs(value - height) <= expectation.tolerance
    const met = state[P.BALL_VX]! * (seat === 0 ? 1 : -1) > 0
    const outcome = { asForetold: within(expectation.value), asAnybody: within(expectation.stranger), met, value }
    this.expectation = { ...expectation, outcome }
  }

  private end({ coming, features, heights }: Passage): void {
    this.passage = null
    if (heights.length < SHORTEST_TICKS) return
    const memory = coming ? this.coming : this.leaving
    const deed = deedOf(features, heights, coming ? features[0]! : null)
    if (coming) {
      this.examine(deed)
      this.watched++
    }
    memory.add(deed)
  }

  /** How far off it would have been, had it been asked before. */
  private examine({ features, value }: Deed): void {
    const expected = this.coming.mean(features, (deed) => deed.value)
    this.foretell(Math.abs(value - expected), Math.abs(value))
  }

  private foretell(error: number, stranger: number): void {
    this.foretold.push({ error, stranger })
    if (this.foretold.length > FORETOLD) this.foretold.shift()
  }
}

/** What somebody did, by the heights of their paddle. arrival: where the ball came; null where it left. */
function deedOf(features: Float64Array, heights: readonly number[], arrival: number | null): Deed {
  const last = heights.at(-1)!
  const way = Math.abs(last - heights[0]!)
  const [step, stepBefore] = [last - heights.at(-2)!, heights.at(-2)! - heights.at(-3)!]
  const onTheWay = step !== 0 && step * stepBefore > 0 && step * ((arrival ?? 0) - last) > 0
  const reached = heights.findIndex((height) => Math.abs(height - last) <= 1)
  return {
    features,
    value: last - (arrival ?? 0),
    lost: way < SHORT_WAY ? null : Math.max(0, reached - way / P.PADDLE_SPEED),
    unfinished: onTheWay,
  }
}
