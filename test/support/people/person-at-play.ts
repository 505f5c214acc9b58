import type { SeededChance } from '../../../game/core/chance.ts'
import type { Row } from '../../../game/core/task.ts'
import { normal } from '../../../game/nets/initialise.ts'
import * as P from '../../../game/tasks/pong/layout.ts'
import { arrival, fastness, look, type Seen } from './eyes.ts'
import { Hands } from './hands.ts'
import type { Style } from './style.ts'

/** One ball that comes. */
interface Approach {
  /** Hits of the rally when it set out. */
  hits: number
  /** How far from where the person judges it to arrive they go. */
  offset: number
  /** Decisions before they do anything about it. */
  wait: number
  /** Where it does arrive. */
  arrives: number
}

/** A person in one place, with what they remember of it. */
export class PersonAtPlay {
  private readonly hands: Hands
  private approach: Approach | null = null
  private lastArrival: number | null = null
  /** Of the last point; null where they have seen none. */
  private lost: boolean | null = null
  /** Where the ball was in play when they last looked; null before a serve. */
  private lastX: number | null = null

  constructor(
    reactionTicks: number,
    private readonly style: () => Style,
    private readonly chance: SeededChance,
  ) {
    this.hands = new Hands(reactionTicks)
  }

  /** The court is set up anew: nothing of what the hand had set out to do happens. */
  beginEpisode(): void {
    this.endPoint()
    this.hands.rest()
  }

  decide(state: Row, seat: number): number {
    const style = this.style()
    const seen = look(state, seat)
    if (!seen.inPlay) this.endPoint()
    else this.lastX = seen.x
    if (!seen.coming) this.endApproach()
    const goal = seen.coming ? this.meet(seen, style) : this.waitingPlace(style)
    const reachable = goal === null ? seen.own : Math.max(style.lowest, Math.min(style.highest, goal))
    return this.hands.moveTo(reachable, seen.own, goal === null ? Infinity : style.deadZone)
  }

  /** Where they go for a coming ball; null: nowhere yet. */
  private meet(seen: Seen, style: Style): number | null {
    if (this.approach?.hits !== seen.hits) {
      this.endApproach()
      this.approach = this.newApproach(seen, style)
    }
    const { approach } = this
    if (approach.wait-- > 0) return null
    return seen.x > style.trusts ? this.waitingPlace(style) : arrival(seen, style.bounce) + approach.offset
  }

  private newApproach(seen: Seen, style: Style): Approach {
    const { chance } = this
    const arrives = arrival(seen, 1)
    const { weakness } = style
    const weak = weakness && arrives >= weakness.from && arrives <= weakness.to ? weakness.error : 0
    const deviation = Math.hypot(style.aimError + style.fastError * fastness(seen), weak)
    const error = deviation * (this.lost ? style.shaken : 1) * normal(chance)
    const blunder = chance.uniform() < style.blunders ? (2 * chance.uniform() - 1) * style.blunderError : 0
    const aim = style.lean + (2 * chance.uniform() - 1) * style.spread
    return {
      hits: seen.hits,
      offset: error + blunder - aim,
      wait: chance.below(style.hesitation + 1),
      arrives,
    }
  }

  private waitingPlace({ expects, home, homeAfterLost, homeAfterWon }: Style): number {
    const mood = this.lost === null ? null : this.lost ? homeAfterLost : homeAfterWon
    if (mood !== null) return mood
    if (expects === 'home' || this.lastArrival === null) return home
    return expects === 'same' ? this.lastArrival : -this.lastArrival
  }

  private endApproach(): void {
    if (this.approach) this.lastArrival = this.approach.arrives
    this.approach = null
  }

  /** A ball that was last seen behind a paddle has made a point; of any other nothing is known. */
  private endPoint(): void {
    this.endApproach()
    if (this.lastX !== null) this.lost = this.lastX < -P.HIT_X ? true : this.lastX > P.HIT_X ? false : null
    this.lastX = null
  }
}
