/** A mouse that steers by where it is, without a button. Whoever takes another device in hand lets it rest until it moves by more than a
 *  little, so that a nudge of the table takes nothing out of their hands. */
export class Hovering {
  private steers = true
  /** Where it was when it began to rest, or was first seen after; null: not seen yet. */
  private rested: number | null = null
  private last: number | null = null

  /** takeOver: how far it has to move to steer again, in the unit of its places. */
  constructor(private readonly takeOver: number) {}

  /** Where it steers to; null while it rests, or was not seen yet. */
  get place(): number | null {
    return this.steers ? this.last : null
  }

  /** It is there now. Places beyond 0 and 1 count as these. */
  at(place: number): void {
    this.last = Math.max(0, Math.min(1, place))
    if (this.steers) return
    this.rested ??= this.last
    if (Math.abs(this.last - this.rested) > this.takeOver) this.steers = true
  }

  rest(): void {
    this.steers = false
    this.rested = this.last
  }
}
