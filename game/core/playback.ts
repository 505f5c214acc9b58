import type { ActionCodec } from './action-codec.ts'
import { LoggedChance } from './chance.ts'
import type { LogEvent, LogHeader } from './match-log.ts'
import { MatchState } from './match-state.ts'
import { hashRow } from './row-hash.ts'
import type { Row, StepOut, Task } from './task.ts'

/** Where a playback stands: all that it needs to go on from there. Chance is no part of it: a step draws all that the log holds for it. */
export interface Place {
  tick: number
  row: Row
  /** The action code in force for each seat [seats]. */
  codes: readonly number[]
  /** Seats that were left for good, in the order of leaving. */
  left: readonly number[]
  /** Events of the log that were taken in. */
  position: number
  out: StepOut
  differences: number
  ended: Playback['ended']
  paused: boolean
}

/** Steps a match from its log: the one way to watch, replay, study and check it. Feed it the events in order, in any portions. */
export class Playback {
  readonly state: Row
  readonly codec: ActionCodec
  /** The action code in force for each seat [seats]. */
  readonly codes: Uint32Array
  readonly out: StepOut
  /** Beats whose hash differed from ours: every one is a bug. */
  differences = 0
  ended: Extract<LogEvent, { kind: 'end' }> | null = null
  paused = false
  /** Events of the log that were taken in. */
  position = 0
  private readonly match: MatchState
  private readonly chance = new LoggedChance()

  constructor(
    readonly task: Task,
    readonly header: LogHeader,
  ) {
    if (header.task !== task.id || header.version !== task.version)
      throw new Error(`The log is of ${header.task} v${header.version}, the task is ${task.id} v${task.version}`)
    this.match = new MatchState(task, header.seats.length, header.options, this.chance)
    this.state = this.match.row
    this.codec = this.match.codec
    this.codes = this.match.codes
    this.out = this.match.out
  }

  /** The score of each seat so far [seats]. */
  get scores(): number[] {
    return this.match.scores
  }

  /** The place of each seat as it stands, 1 for the best [seats]. */
  get places(): number[] {
    return this.match.places
  }

  /** Ticks stepped; −1 before the reset. */
  get tick(): number {
    return this.match.tick
  }

  /** Steps to `toTick` with these events, which lie after the current tick and not after `toTick`.
   *  visit: called after the reset and after each step. Throws where chance is missing or left over, or an event is out of place. */
  apply(events: readonly LogEvent[], toTick: number, visit?: (playback: Playback) => void): void {
    let next = 0
    for (let tick = this.tick + 1; tick <= toTick; tick++) {
      this.chance.clear()
      const first = next
      for (; next < events.length && events[next]!.tick <= tick; next++) this.before(events[next]!, tick)
      this.advance(tick)
      for (let i = first; i < next; i++) this.after(events[i]!)
      this.position += next - first
      visit?.(this)
    }
    // A pause makes time stand still: its events may come when no tick does.
    for (; next < events.length; next++) {
      if (events[next]!.tick !== this.tick)
        throw new RangeError(`An event of tick ${events[next]!.tick} does not fit at tick ${this.tick}`)
      this.after(events[next]!)
      this.position++
    }
  }

  /** Where it stands, as a copy. */
  save(): Place {
    const { tick, state, codes, position, out, differences, ended, paused } = this
    return {
      tick,
      row: state.slice(),
      codes: [...codes],
      left: [...this.match.left],
      position,
      out: { ...out, rewards: out.rewards.slice() },
      differences,
      ended,
      paused,
    }
  }

  /** Goes to a place that it, or another playback of the same log, stood at. */
  restore({ tick, row, codes, left, position, out, differences, ended, paused }: Place): void {
    this.match.adopt(tick, row, codes)
    this.match.left.splice(0, Infinity, ...left)
    this.out.rewards.set(out.rewards)
    this.out.terminated = out.terminated
    this.out.truncated = out.truncated
    this.position = position
    this.differences = differences
    this.ended = ended
    this.paused = paused
  }

  /** Takes the state of a tick from the one who decides instead of stepping to it: for an engine that computes otherwise.
   *  codes: the action in force for each seat [seats]. */
  adopt(tick: number, row: Row, codes: readonly number[], paused: boolean): void {
    this.match.adopt(tick, row, codes)
    this.paused = paused
    this.differences = 0
  }

  private before(event: LogEvent, tick: number): void {
    if (
      event.tick < tick &&
      event.kind !== 'resume' &&
      event.kind !== 'end' &&
      event.kind !== 'seat' &&
      event.kind !== 'policy'
    )
      throw new RangeError(`An event of tick ${event.tick} comes after tick ${tick - 1}`)
    if (event.kind === 'chance') this.chance.load(event.words)
    if (event.kind === 'action') {
      if (event.seat >= this.match.seats || event.code >= this.codec.codes)
        throw new RangeError('The log holds an impossible action')
      this.match.act(event.seat, event.code)
    }
  }

  private advance(tick: number): void {
    this.match.advance()
    if (!this.chance.spent) throw new RangeError(`The log holds chance that tick ${tick} does not ask for`)
  }

  private after(event: LogEvent): void {
    if (event.kind === 'beat' && event.hash !== hashRow(this.state)) this.differences++
    if (event.kind === 'seat' && event.state === 'left') this.match.left.push(event.seat)
    if (event.kind === 'end') this.ended = event
    if (event.kind === 'pause') this.paused = true
    if (event.kind === 'resume') this.paused = false
  }
}
