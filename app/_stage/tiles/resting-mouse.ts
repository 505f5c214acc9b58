/** How far a mouse has to move to steer again, as a share of the court's height. */
const TAKE_OVER = 0.04

interface Place {
  x: number
  y: number
  /** Of the court's width to its height. */
  ratio: number
}

/** A mouse that steers by where it is, across and along, without a button. Whoever takes another device in hand lets it rest until it moves by more
 *  than a little. */
export class RestingMouse {
  private steers = true
  private rested: Place | null = null
  private last: Place | null = null

  /** Where it steers to; null while it rests, or was not seen yet. */
  get place(): Place | null {
    return this.steers ? this.last : null
  }

  /** It is there now, in shares of the court. */
  at(place: Place): void {
    this.last = place
    if (this.steers) return
    this.rested ??= place
    const { x, y } = this.rested
    if (Math.hypot((place.x - x) * place.ratio, place.y - y) > TAKE_OVER) this.steers = true
  }

  rest(): void {
    this.steers = false
    this.rested = this.last
  }
}
