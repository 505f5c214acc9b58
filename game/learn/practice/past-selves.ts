import type { SeededChance } from '../../core/chance.ts'
import type { ActingPolicy } from '../../nets/acting-policy.ts'
import { Forward } from '../../nets/forward.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import { policyOpponent, type Opponent } from './opponents.ts'

interface Self {
  weights: Float32Array
  /** Share of points the learner wins against it, over a sliding window. */
  winRate: number
}

/** The last few states of a learner, as opponents for it. The harder one is, the more often it is met: prioritised fictitious self-play
 *  (Vinyals et al. 2019, AlphaStar), with weights (1 − win rate)². */
export class PastSelves {
  private readonly selves: Self[] = []
  private readonly places: { forward: ActingPolicy; self: Self }[] = []

  /** weights: the first self. capacity: selves remembered, the oldest is forgotten first. policy: makes what computes one of them. */
  constructor(
    private readonly spec: PolicySpec,
    weights: Float32Array,
    private readonly chance: SeededChance,
    private readonly capacity = 10,
    private readonly policy = (...of: [PolicySpec, Float32Array]): ActingPolicy => new Forward(...of),
  ) {
    this.remember(weights)
  }

  remember(weights: Float32Array): void {
    this.selves.push({ weights: weights.slice(), winRate: 0.5 })
    if (this.selves.length > this.capacity) this.selves.shift()
  }

  /** An opponent that plays one of the selves at a time. Its points are told with `result` under its number. */
  opponent(): { number: number; opponent: Opponent } {
    const self = this.draw()
    const place = { forward: this.policy(this.spec, self.weights), self }
    this.places.push(place)
    return { number: this.places.length - 1, opponent: policyOpponent(() => place.forward, this.chance) }
  }

  /** Points the learner won and lost against opponent `number`. */
  result(number: number, won: number, lost: number): void {
    const { self } = this.places[number]!
    const points = won + lost
    if (points > 0) self.winRate += (won / points - self.winRate) * Math.min(1, points / 100)
  }

  /** Puts newly drawn selves behind all opponents. */
  exchange(): void {
    for (const place of this.places) {
      place.self = this.draw()
      place.forward.load(place.self.weights)
    }
  }

  private draw(): Self {
    const weightOf = (self: Self): number => (1 - self.winRate) ** 2 + 0.01
    let rest = this.chance.uniform() * this.selves.reduce((sum, self) => sum + weightOf(self), 0)
    for (const self of this.selves) {
      rest -= weightOf(self)
      if (rest < 0) return self
    }
    return this.selves.at(-1)!
  }
}
