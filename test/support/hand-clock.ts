import type { Millis, Timers } from '../../server/base/time.ts'

interface Alarm {
  at: Millis
  action: () => void
}

/** A clock that only moves when it is turned. */
export class HandClock implements Timers {
  private time: Millis
  private readonly alarms = new Set<Alarm>()

  constructor(start: Millis = 1_003) {
    this.time = start
  }

  now = (): Millis => this.time

  /** Alarms that are set. */
  get waiting(): number {
    return this.alarms.size
  }

  after = (delay: Millis, action: () => void): (() => void) => {
    const alarm = { at: this.time + Math.max(0, delay), action }
    this.alarms.add(alarm)
    return () => this.alarms.delete(alarm)
  }

  /** Lets time pass; what was to happen in it happens at its moment. */
  turn(millis: Millis): void {
    const end = this.time + millis
    for (let next = this.next(end); next; next = this.next(end)) {
      this.alarms.delete(next)
      this.time = Math.max(this.time, next.at)
      next.action()
    }
    this.time = end
  }

  /** Lets time pass without anything happening: the process was held up. Alarms that were due ring at the next turn. */
  stall(millis: Millis): void {
    this.time += millis
  }

  private next(end: Millis): Alarm | undefined {
    return [...this.alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
  }
}
