/** Time in which a mended prediction glides to where it should be, ms (to a third). */
const GLIDE_MILLIS = 90

/** A drawn number that follows its source exactly, but for what of the source was mended since the last frame: that fades. */
export class Glide {
  private drawn: number | null = null

  /** The number to draw. step: how far the source has moved of itself, as it is known now; millis: since the last call. */
  apply(value: number, step: number, millis: number): number {
    const mended = this.drawn === null ? 0 : this.drawn + step - value
    return (this.drawn = value + mended * Math.exp(-millis / GLIDE_MILLIS))
  }

  /** The source was put somewhere else on purpose. */
  restart(): void {
    this.drawn = null
  }
}
