/** Time in which a mended prediction glides to where it should be, ms (to a third). */
const GLIDE_MILLIS = 60

/** Lets one drawn number follow its source exactly while it moves as it may, and glide where the source jumps. */
export class Correction {
  private drawn: number | null = null
  private offset = 0

  /** The number to draw. most: how far it may move at once of itself; millis: since the last call. */
  apply(value: number, most: number, millis: number): number {
    this.offset *= Math.exp(-millis / GLIDE_MILLIS)
    if (this.drawn !== null && Math.abs(value + this.offset - this.drawn) > most) this.offset = this.drawn - value
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
