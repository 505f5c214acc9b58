/** Time in which a mended prediction glides to where it should be, ms (to a third). */
const GLIDE_MILLIS = 60

/** Lets one drawn number follow its source exactly while it moves as it may, and glide where the source jumps. */
export class Correction {
  private drawn: number | null = null
  private offset = 0

  /** The number to draw. most: how far it may move at once of itself; step: how far it did, so that what was just done is seen even where
   *  the source jumps at the same time; millis: since the last call. */
  apply(value: number, most: number, step: number, millis: number): number {
    // What is glided over is no jump of the source, however far it is.
    if (this.drawn !== null && Math.abs(value + this.offset - this.drawn) > most)
      this.offset = this.drawn + step - value
    else this.offset *= Math.exp(-millis / GLIDE_MILLIS)
    if (Math.abs(this.offset) < 0.05) this.offset = 0
    this.drawn = value + this.offset
    return this.drawn
  }

  /** Jumps: the source was put somewhere else on purpose. */
  reset(value: number): void {
    this.drawn = value
    this.offset = 0
  }
}
