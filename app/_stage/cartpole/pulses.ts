/** Most that may be owed, in pushes: what was wished long ago is not made up for. */
const MOST_OWED = 1

/** Makes a push of any strength out of full ones to the left and to the right, one a tick: as many of each as come to it together (pulse-density
 *  modulation). No push at all is one to each side in turn. */
export class Pulses {
  /** What was wished and not done yet, in full pushes to the right. */
  private owed = 0
  private tick = -1
  private way: -1 | 1 = 1

  /** The push that is wanted in this tick, −1 or 1. wish: from −1 to 1; a full one counts at once, any other from the next tick on. */
  push(tick: number, wish: number): -1 | 1 {
    const passed = tick - this.tick
    this.tick = tick
    if (Math.abs(wish) === 1) return (this.way = wish < 0 ? -1 : 1)
    if (passed === 0) return this.way
    // In ticks that were passed over the last push went on.
    const over = Math.max(0, passed - 1) * (wish - this.way)
    const owed = Math.max(-MOST_OWED, Math.min(MOST_OWED, this.owed + over)) + wish
    this.way = owed >= 0 ? 1 : -1
    this.owed = owed - this.way
    return this.way
  }
}
