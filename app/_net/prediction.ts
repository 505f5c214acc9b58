import type { Chance } from '../../game/core/chance.ts'
import type { Playback } from '../../game/core/playback.ts'
import { newStepOut, type Row, type StepOut } from '../../game/core/task.ts'
import { batchPace } from '../../game/protocol/batch-pace.ts'
import type { PendingInputs } from './pending-inputs.ts'

/** Furthest that prediction runs ahead of what is confirmed, in ticks (1.2 s): a batch that is held up does not stop the own seat. */
export const MAX_PREDICTED_TICKS = 72

/** Stands in for chance where a prediction must go on for my own seat's sake. Nothing it decides is shown: see `knownTick`. */
const placeholder: Chance = { word: () => 0x80000000 }

/** The confirmed state stepped ahead with my own pending inputs and the others' last actions. */
export class Prediction {
  /** The last row that no unknown chance has touched: the world may be shown up to here, my own seat up to `tick`. */
  knownTick = -1
  /** The last row that is taken for confirmed unless news comes: nothing is settled up to here, and the server keeps silent no longer. */
  presumedTick = -1
  /** The last predicted tick; the confirmed one where nothing is predicted. */
  tick = -1
  private base = -1
  private readonly rows: Row[]
  private readonly actions: Float64Array
  private readonly out: StepOut
  private over = false
  private chanceMet = false
  private settlesNext = false
  private readonly silence: number

  constructor(
    private readonly playback: Playback,
    private readonly seat: number,
    private readonly pending: PendingInputs,
  ) {
    const { task, codec } = playback
    this.rows = Array.from({ length: MAX_PREDICTED_TICKS + 1 }, () => new Float64Array(task.layout.length))
    this.actions = new Float64Array(task.seats.max * codec.numbers)
    this.out = newStepOut(task.seats.max)
    this.silence = batchPace('players', task.ticksPerSecond).silence
  }

  /** Starts again from the confirmed state: a batch came, or an input was added. Follow with `reach`. */
  restart(): void {
    const { playback } = this
    this.base = playback.tick
    this.tick = playback.tick
    this.knownTick = playback.tick
    this.presumedTick = playback.tick
    this.over = playback.out.terminated || playback.out.truncated || playback.ended !== null
    this.chanceMet = false
    this.settlesNext = false
    this.rows[0]!.set(playback.state)
    for (let seat = 0; seat < playback.codes.length; seat++) this.decode(seat, playback.codes[seat]!)
  }

  /** Predicts up to this tick, and as far as may be presumed, as far as the match goes and prediction may. */
  reach(tick: number): void {
    const { task, codes } = this.playback
    const last = Math.min(Math.max(tick, this.base + this.silence), this.base + MAX_PREDICTED_TICKS)
    while (this.tick < last && !this.over && this.base >= 0) {
      const before = this.rows[this.tick - this.base]!
      const row = this.rows[this.tick - this.base + 1]!
      row.set(before)
      this.chanceMet ||= task.asksChance(before)
      this.settlesNext ||= this.chanceMet || (task.settles?.(before) ?? true)
      this.decode(this.seat, this.pending.codeAt(this.tick + 1, this.base, codes[this.seat]!, task.rest))
      task.step(row, this.actions, placeholder, this.out)
      this.tick++
      if (!this.chanceMet) this.knownTick = this.tick
      if (!this.settlesNext && this.tick <= this.base + this.silence) this.presumedTick = this.tick
      this.over = this.out.terminated || this.out.truncated
    }
  }

  /** The row of a tick from the confirmed one on; null beyond what is predicted. */
  row(tick: number): Row | null {
    return tick >= this.base && tick <= this.tick ? this.rows[tick - this.base]! : null
  }

  private decode(seat: number, code: number): void {
    this.playback.codec.decode(code, this.actions, seat * this.playback.codec.numbers)
  }
}
