import type { Foretold } from '../../game/learn/sparring/foretelling.ts'

/** What a partner shows, on the court, of what it knows of the person that it learns from. */
export interface Insight {
  /** Where it expects them to be, or what became of that; null: nothing. */
  readonly foretold: Foretold | null
  /** A region of its portrait of them that it speaks of, by its place there; null: it does not. seat: theirs. */
  readonly pointsAt: { readonly seat: number; readonly region: number } | null
}

export const noInsight: Insight = { foretold: null, pointsAt: null }
