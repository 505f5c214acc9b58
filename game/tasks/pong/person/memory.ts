/** One thing that the person did. */
export interface Deed {
  /** The situation. */
  features: Float64Array
  /** Where they ended. */
  value: number
  /** Ticks on the way in which they did not come nearer; null where the way was too short to tell. */
  lost: number | null
  /** They were still on their way when it was over: nobody knows where they would have stopped. */
  unfinished: boolean
}

export interface MemoryConfig {
  /** Bandwidths that each feature may have, the widest first; Infinity: it does not matter. */
  bandwidths: readonly (readonly number[])[]
  /** Density of a value where nothing is known of the person. */
  prior(value: number): number
  /** Deeds for which the prior counts. */
  priorWeight: number
}

/** Deeds remembered, and the latest of them by which bandwidths are chosen. */
const CAPACITY = 600
const JUDGED = 240
/** By so much a value that was seen is spread, in units. */
const SPREAD = 3
/** Deeds after which one counts half: for good, where they change, and where they change quickly. */
const HALF_LIVES = [Infinity, 120, 40] as const
/** What a narrower bandwidth must gain in log-likelihood over all deeds judged. */
const LEAST_GAIN = 1
/** From so many deeds on, after a first time, only one bandwidth is chosen anew at a time: the work grows with their square. */
const FEW = 80

/** What somebody did, looked up by how alike situations are: a kernel estimate of a conditional density (Rosenblatt 1969; Hall, Racine & Li 2004),
 *  mixed with a prior. Which features matter, and whether old deeds still count, is found by leaving one out: what does not help to foretell the
 *  others gets an endless bandwidth. */
export class Memory {
  readonly deeds: Deed[] = []
  readonly bandwidths: number[]
  halfLife: number = Infinity
  private turn = 0
  private fitted = false

  constructor(readonly config: MemoryConfig) {
    this.bandwidths = config.bandwidths.map((choices) => choices[0]!)
  }

  add(deed: Deed): void {
    this.deeds.push(deed)
    if (this.deeds.length > CAPACITY) this.deeds.shift()
  }

  /** Writes how much each deed counts in this situation [deeds]; returns the sum. The prior's weight is beside it. */
  weigh(features: Float64Array, out: Float64Array): number {
    const { deeds, halfLife } = this
    let sum = 0
    for (let i = 0; i < deeds.length; i++) {
      out[i] = this.likeness(features, deeds[i]!.features) * 0.5 ** ((deeds.length - 1 - i) / halfLife)
      sum += out[i]!
    }
    return sum
  }

  /** A sum over all deeds of what `of` says of each, weighed for this situation, as a part of all weights, the prior's included. */
  mean(features: Float64Array, of: (deed: Deed) => number): number {
    const weights = new Float64Array(this.deeds.length)
    const sum = this.weigh(features, weights)
    let total = 0
    for (const [i, deed] of this.deeds.entries()) total += weights[i]! * of(deed)
    return total / (sum + this.config.priorWeight)
  }

  /** Chooses bandwidths and the half-life anew, one after the other. */
  async fit(breathe?: () => Promise<void>): Promise<void> {
    const { deeds, config, bandwidths } = this
    if (deeds.length < 8) return
    const all = config.bandwidths.length + 1
    const turns = this.fitted && deeds.length >= FEW ? 1 : all
    this.fitted = true
    for (let tried = 0; tried < turns; tried++) {
      const feature = this.turn++ % all
      if (feature < bandwidths.length)
        await this.choose(config.bandwidths[feature]!, (width) => (bandwidths[feature] = width), breathe)
      else await this.choose(HALF_LIVES, (halfLife) => (this.halfLife = halfLife), breathe)
    }
  }

  private async choose(
    choices: readonly number[],
    set: (choice: number) => void,
    breathe?: () => Promise<void>,
  ): Promise<void> {
    let best = -Infinity
    let chosen = choices[0]!
    for (const choice of choices) {
      set(choice)
      const score = this.leaveOneOut()
      if (score >= best + LEAST_GAIN) {
        best = score
        chosen = choice
      }
      // While it breathes it plays and is watched with what is best so far.
      set(chosen)
      await breathe?.()
    }
  }

  /** The log-likelihood of the latest deeds, each as all others foretell it. */
  private leaveOneOut(): number {
    const { config, halfLife } = this
    const deeds = this.deeds.slice(-JUDGED)
    let score = 0
    for (let i = 0; i < deeds.length; i++) {
      const { features, value } = deeds[i]!
      let density = config.priorWeight * config.prior(value)
      let sum = config.priorWeight
      for (let j = 0; j < deeds.length; j++) {
        if (j === i) continue
        const weight = this.likeness(features, deeds[j]!.features) * 0.5 ** (Math.abs(i - j) / halfLife)
        if (weight === 0) continue
        const apart = (value - deeds[j]!.value) / SPREAD
        sum += weight
        density += (weight * Math.exp(-0.5 * apart * apart)) / (SPREAD * Math.sqrt(2 * Math.PI))
      }
      score += Math.log(density / sum + 1e-9)
    }
    return score
  }

  private likeness(a: Float64Array, b: Float64Array): number {
    const { bandwidths } = this
    let distance = 0
    for (let i = 0; i < a.length; i++) {
      const apart = (a[i]! - b[i]!) / bandwidths[i]!
      distance += apart * apart
    }
    return distance > 30 ? 0 : Math.exp(-0.5 * distance)
  }
}
