/** A time in ticks that follows a target without jumping: it runs a little faster or slower until it is right. Beyond `snap` ticks it jumps. */
export class SmoothClock {
  value = 0
  private last: number | null = null

  /** rate: most that its speed may differ from real time (0.1: 10 %). */
  constructor(
    private readonly tickMillis: number,
    private readonly rate: number,
    private readonly snap: number,
  ) {}

  /** Moves to `now` (ms) towards the target, never backwards except in a jump. Returns the new value. */
  follow(target: number, now: number): number {
    const passed = this.last === null ? 0 : (now - this.last) / this.tickMillis
    const error = target - (this.value + passed)
    if (this.last === null || Math.abs(error) > this.snap) this.value = target
    else {
      // An error is worked off within about a third of a second, at most at the given rate.
      const correction = Math.max(-this.rate, Math.min(this.rate, error / 20))
      this.value += passed * (1 + correction)
    }
    this.last = now
    return this.value
  }

  /** Stands still at this value until the next `follow`, which goes on from here. */
  hold(value: number, now: number): void {
    this.value = value
    this.last = now
  }

  /** Jumps to the target at the next `follow`. */
  reset(): void {
    this.last = null
  }
}
