import type { Mind } from '../../../game/protocol/messages.ts'

/** Minds come a few at a time; they are shown one after another at the pace of decisions, ms. */
const PACE_MILLIS = 60
const LONGEST_QUEUE = 6

/** What the agents of a match have in mind. Written by the socket, read by drawings; React does not see it change. */
export class MindLog {
  /** The latest of each seat. */
  readonly latest: (Mind | null)[]
  private readonly queue: Mind[] = []
  private waited = 0

  constructor(seats: number) {
    this.latest = Array.from({ length: seats }, () => null)
  }

  /** Minds came, oldest first. */
  add(minds: readonly Mind[]): void {
    this.queue.push(...minds)
    while (this.queue.length > LONGEST_QUEUE * this.latest.length) this.show(this.queue.shift()!)
  }

  /** Shows what is due. millis: since the last call. */
  pass(millis: number): void {
    this.waited += millis
    if (this.waited < PACE_MILLIS || this.queue.length === 0) return
    this.waited = Math.min(PACE_MILLIS, this.waited - PACE_MILLIS)
    const { tick } = this.queue[0]!
    while (this.queue[0]?.tick === tick) this.show(this.queue.shift()!)
  }

  private show(mind: Mind): void {
    this.latest[mind.seat] = mind
  }
}
