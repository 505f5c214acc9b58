import type { Millis } from '../../base/time.ts'

/** Ticks that an input may lie ahead of the simulation. */
export const INPUT_AHEAD = 15

/** A person's seat: the inputs that wait for their tick, and whether the person is there. */
export class HumanSeat {
  /** Was there at least once. */
  joined = false
  /** Since when the person is away; null while they are here. */
  awaySince: Millis | null
  /** Is away by no fault of theirs. */
  excused = false
  /** Went to another page, rather than lost the connection. */
  steppedOut = false
  /** Has left for good, while the match goes on. */
  left = false
  /** How long the match has stood still for this seat. */
  stoodFor: Millis = 0
  /** Until when their court may take to be drawn. */
  private waitUntil: Millis = -Infinity
  /** Action codes by tick modulo the length; −1: none. */
  private readonly inputs = new Float64Array(INPUT_AHEAD + 1).fill(-1)

  constructor(now: Millis) {
    this.awaySince = now
  }

  get here(): boolean {
    return this.awaySince === null
  }

  /** Comes. waitUntil: until when their court may take to be drawn. */
  arrive(waitUntil: Millis): void {
    this.joined = true
    this.excused = false
    this.steppedOut = false
    this.awaySince = null
    this.waitUntil = waitUntil
  }

  /** Whether they are there and have a court to see, or have had their time for it. */
  ready(now: Millis): boolean {
    return this.here && now >= this.waitUntil
  }

  /** Their court is drawn. */
  drew(): void {
    this.waitUntil = -Infinity
  }

  /** Goes away: what waited is dropped, and nothing is done from the tick `next` on. */
  depart(now: Millis, next: number, steppedOut: boolean): void {
    this.awaySince = now
    this.steppedOut = steppedOut
    this.inputs.fill(-1)
    this.inputs[next % this.inputs.length] = 0
  }

  /** Keeps an action for its tick, or for `next`, the next one to be stepped, where that is past; the last word for a tick counts.
   *  False where it lies too far ahead. */
  schedule(tick: number, next: number, code: number): boolean {
    if (tick >= next + INPUT_AHEAD) return false
    this.inputs[Math.max(tick, next) % this.inputs.length] = code
    return true
  }

  /** The action that starts to hold at this tick, or −1: as before. */
  actionAt(tick: number): number {
    const slot = tick % this.inputs.length
    const code = this.inputs[slot]!
    this.inputs[slot] = -1
    return code
  }
}
