/** Time in which a mended prediction glides to where it should be, ms (to a third). */
const GLIDE_MILLIS = 60
/** Most that gliding takes away of a movement the other way: what moves is seen to move. */
const MOST_HELD_BACK = 0.75

/** Lets one drawn number follow its source exactly while it moves as it may, and glide where the source jumps. */
export class Correction {
  private drawn: number | null = null
  private offset = 0

  /** The number to draw. step: how far it has moved of itself, so that what was just done is seen even where the source jumps at the same
   *  time; slack: how far the source may be from that without being taken for a jump; millis: since the last call. */
  apply(value: number, step: number, slack: number, millis: number): number {
    // What is glided over is no jump of the source, however far it is.
    if (this.drawn !== null && Math.abs(value + this.offset - this.drawn - step) > slack)
      this.offset = this.drawn + step - value
    else this.offset += this.glide(step, millis)
    if (Math.abs(this.offset) < 0.05) this.offset = 0
    this.drawn = value + this.offset
    return this.drawn
  }

  private glide(step: number, millis: number): number {
    const glide = this.offset * (Math.exp(-millis / GLIDE_MILLIS) - 1)
    return glide * step < 0 ? Math.sign(glide) * Math.min(Math.abs(glide), MOST_HELD_BACK * Math.abs(step)) : glide
  }
}
