import type { Expectation } from '../../core/person-model.ts'

/** Where a person in a match is expected to be, and when. */
export interface Foretold extends Expectation {
  seat: number
  /** Tick of the state that it was made upon, and of the one in which they are there. */
  madeAt: number
  dueAt: number
}

/** Of how many expectations people did as foretold. True counts. */
export interface ForetoldTally {
  count: number
  asForetold: number
  /** They were elsewhere. */
  surprised: number
  /** Who knows nothing of this person would have foretold so many, by the same tolerance. */
  asAnybody: number
}

/** The latest by which it is told how it does at this time. */
const LATEST = 20

const nothing: ForetoldTally = { count: 0, asForetold: 0, surprised: 0, asAnybody: 0 }

/** Keeps what a model of persons expects in one match: the latest, and how many came true. */
export class Foretelling {
  /** The latest, replaced when it is settled; null: none is made of what came last. */
  latest: Foretold | null = null
  /** Of all of this match. */
  tally = nothing
  private known: Expectation | null = null
  private settled: ForetoldTally[] = []

  /** What the model expects after this tick of the person in this seat. */
  watch(expectation: Expectation | null, seat: number, tick: number): void {
    if (expectation === this.known) return
    this.known = expectation
    const { outcome = null } = expectation ?? {}
    const { latest } = this
    if (!expectation) this.latest = null
    else if (!outcome) this.latest = { ...expectation, seat, madeAt: tick, dueAt: tick + expectation.ticks }
    else if (latest) {
      this.latest = { ...latest, outcome }
      const { asForetold, asAnybody } = outcome
      this.settled.push({ count: 1, asForetold: +asForetold, surprised: +!asForetold, asAnybody: +asAnybody })
      if (this.settled.length > LATEST) this.settled.shift()
      this.tally = sum(this.tally, this.settled.at(-1)!)
    }
  }

  /** Of the latest twenty at most. */
  get lately(): ForetoldTally {
    return this.settled.reduce(sum, nothing)
  }
}

const sum = (a: ForetoldTally, b: ForetoldTally): ForetoldTally => ({
  count: a.count + b.count,
  asForetold: a.asForetold + b.asForetold,
  surprised: a.surprised + b.surprised,
  asAnybody: a.asAnybody + b.asAnybody,
})
