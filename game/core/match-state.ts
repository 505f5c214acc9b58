import { actionCodec, type ActionCodec } from './action-codec.ts'
import type { Chance } from './chance.ts'
import { completeOptions } from './task-options.ts'
import { newStepOut, placesOf, scoresOf, type Options, type Row, type StepOut, type Task } from './task.ts'

/** A match as it is stepped, whoever steps it: the task's row, and the action in force for each seat. */
export class MatchState {
  readonly row: Row
  readonly codec: ActionCodec
  /** The action code in force for each seat [seats]. */
  readonly codes: Uint32Array
  /** What the last step told. */
  readonly out: StepOut
  /** Ticks stepped; −1 before the reset. */
  tick = -1
  /** Seats that were left for good while the match went on, in the order of leaving. */
  readonly left: number[] = []
  private readonly numbers: Float64Array

  /** Throws where the task is not played by so many. */
  constructor(
    readonly task: Task,
    readonly seats: number,
    private readonly options: Options,
    private readonly chance: Chance,
  ) {
    const { min, max } = task.seats
    if (!(seats >= min && seats <= max)) throw new RangeError(`${task.id} has no match of ${seats} seats`)
    this.row = new Float64Array(task.layout.length)
    this.codec = actionCodec(task.action)
    this.codes = new Uint32Array(seats)
    this.numbers = new Float64Array(max * this.codec.numbers)
    this.out = newStepOut(max)
  }

  /** The score of each seat so far [seats]. */
  get scores(): number[] {
    return scoresOf(this.task, this.row, this.seats)
  }

  /** The place of each seat as it stands, 1 for the best [seats]. */
  get places(): number[] {
    return placesOf(this.task, this.row, this.seats, this.left)
  }

  /** Whether the task has ended. */
  get over(): boolean {
    return this.out.terminated || this.out.truncated
  }

  /** This code is in force for the seat from the next step on. It must be valid: see `isActionCode`. */
  act(seat: number, code: number): void {
    this.codes[seat] = code
    this.codec.decode(code, this.numbers, seat * this.codec.numbers)
  }

  /** One tick: the reset at first, then a step. Throws where the task has ended. */
  advance(): void {
    if (this.tick < 0) this.task.reset(this.row, completeOptions(this.task, this.options), this.chance, this.seats)
    else if (this.over) throw new RangeError('The log goes on after the end of the match')
    else this.task.step(this.row, this.numbers, this.chance, this.out)
    this.tick++
  }

  /** Takes the state of a tick from elsewhere instead of stepping to it. codes: the action in force for each seat [seats]. */
  adopt(tick: number, row: Row, codes: readonly number[]): void {
    this.row.set(row)
    this.tick = tick
    this.out.terminated = this.out.truncated = false
    codes.forEach((code, seat) => this.act(seat, code))
  }
}
