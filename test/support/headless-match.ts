import { actionCodec } from '../../game/core/action-codec.ts'
import { RecordedChance, type Chance } from '../../game/core/chance.ts'
import { LogWriter, type LogHeader } from '../../game/core/match-log.ts'
import { completeOptions, newStepOut, type Row, type Task } from '../../game/core/task.ts'

export interface HeadlessSeat {
  /** Ticks added to the task's action latency. */
  reactionTicks: number
  decide(state: Row, seat: number): number
}

/** A match without a server: two players that decide as agents do, and its log as it grows. */
export class HeadlessMatch {
  readonly state: Row
  readonly writer: LogWriter
  tick = -1
  over = false
  private read = 0
  private readBase = 0
  private readonly out
  private readonly codec
  private readonly codes: number[]
  private readonly numbers: Float64Array
  private readonly chance: RecordedChance
  private readonly coming: { tick: number; seat: number; code: number }[] = []

  constructor(
    private readonly task: Task,
    private readonly header: LogHeader,
    private readonly seats: readonly HeadlessSeat[],
    chance: Chance,
  ) {
    this.state = new Float64Array(task.layout.length)
    this.codec = actionCodec(task.action)
    this.writer = new LogWriter(this.codec.bytes)
    this.out = newStepOut(task.seats)
    this.codes = seats.map(() => 0)
    this.numbers = new Float64Array(task.seats * this.codec.numbers)
    this.chance = new RecordedChance(chance)
    this.advance()
  }

  /** Plays on for so many ticks, or to the end. */
  play(ticks: number): void {
    for (let i = 0; i < ticks && !this.over; i++) this.advance()
  }

  /** The slice of the log since the last call. */
  slice(): { base: number; toTick: number; bytes: Uint8Array } {
    const bytes = this.writer.slice(this.read)
    const slice = { base: this.readBase, toTick: this.tick, bytes }
    this.read = this.writer.length
    this.readBase = this.writer.lastTick
    return slice
  }

  private advance(): void {
    const { task, state, writer, codec, numbers } = this
    const tick = ++this.tick
    for (const action of this.coming.filter((due) => due.tick === tick)) {
      this.coming.splice(this.coming.indexOf(action), 1)
      if (this.codes[action.seat] === action.code) continue
      this.codes[action.seat] = action.code
      codec.decode(action.code, numbers, action.seat * codec.numbers)
      writer.write({ tick, kind: 'action', seat: action.seat, code: action.code })
    }
    if (tick === 0) task.reset(state, completeOptions(task, this.header.options), this.chance)
    else task.step(state, numbers, this.chance, this.out)
    const words = this.chance.drawn.splice(0)
    if (words.length > 0) writer.write({ tick, kind: 'chance', words })
    this.over = this.out.terminated || this.out.truncated
    if (this.over) writer.write({ tick, kind: 'end', reason: 'finished' })
    if (this.over || tick % task.decisionPeriod !== 0) return
    for (const [seat, { decide, reactionTicks }] of this.seats.entries()) {
      const code = decide(state, seat)
      this.coming.push({ tick: tick + 1 + task.actionLatency + reactionTicks, seat, code })
    }
  }
}
