interface Place {
  x: number
  y: number
  /** Of what x is a share of, to what y is a share of. */
  ratio: number
}

/** A mouse that steers by where it is, without a button. Whoever takes another device in hand lets it rest until it moves by more than a
 *  little, so that a nudge of the table takes nothing out of their hands. */
export class Hovering {
  private steers = true
  /** Where it was when it began to rest, or was first seen after; null: not seen yet. */
  private rested: Place | null = null
  private last: Place | null = null

  /** takeOver: how far it has to move to steer again, in the unit of its places. */
  constructor(private readonly takeOver: number) {}

  /** Where it steers to; null while it rests, or was not seen yet. */
  get place(): Place | null {
    return this.steers ? this.last : null
  }

  /** It is there now. Places beyond 0 and 1 count as these. */
  at(x: number, y: number, ratio = 1): void {
    this.last = { x: within(x), y: within(y), ratio }
    if (this.steers) return
    this.rested ??= this.last
    const moved = Math.hypot((this.last.x - this.rested.x) * ratio, this.last.y - this.rested.y)
    if (moved > this.takeOver) this.steers = true
  }

  rest(): void {
    this.steers = false
    this.rested = this.last
  }
}

const within = (share: number): number => Math.max(0, Math.min(1, share))
