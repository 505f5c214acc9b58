import type { Mind } from '../../../game/protocol/messages.ts'

/** Values kept: four a second for two minutes. */
const KEPT = 480
const A_SECOND = 4
/** Minds come a few at a time; they are shown one after another at the pace of decisions, ms. */
const PACE_MILLIS = 60
const LONGEST_QUEUE = 6

/** Something that happened at a tick, marked on the line. */
export interface MindMark {
  tick: number
  kind: 'revision' | 'won' | 'lost'
}

/** What the agents of a match had in mind lately. Written by the socket, read by drawings; React does not see it change. */
export class MindLog {
  /** The latest of each seat. */
  readonly latest: (Mind | null)[]
  /** Chance to win by the agent's own value, over time. */
  readonly chances: { tick: number; chance: number }[][]
  readonly marks: MindMark[] = []
  private readonly queue: Mind[] = []
  private waited = 0

  constructor(
    seats: number,
    readonly ticksPerSecond: number,
  ) {
    this.latest = Array.from({ length: seats }, () => null)
    this.chances = Array.from({ length: seats }, () => [])
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
    const line = this.chances[mind.seat]
    if (!line || mind.value === null) return
    const last = line.at(-1)
    if (last && mind.tick < last.tick + this.ticksPerSecond / A_SECOND) return
    line.push({ tick: mind.tick, chance: winChance(mind.value) })
    if (line.length > KEPT) line.shift()
  }

  mark(mark: MindMark): void {
    this.marks.push(mark)
    if (this.marks.length > 60) this.marks.shift()
  }
}

/** A value from −1 (lost) to 1 (won) as a chance from 0 to 1. */
export const winChance = (value: number): number => Math.max(0, Math.min(1, (value + 1) / 2))
