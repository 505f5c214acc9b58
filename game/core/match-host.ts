import { RecordedChance, type Chance } from './chance.ts'
import { LogWriter, type EndReason, type LogHeader, type MatchLog, type SeatState } from './match-log.ts'
import { MatchState } from './match-state.ts'
import { finalHashOf, hashRow } from './row-hash.ts'
import type { Task } from './task.ts'

/** One match on the side of whoever decides: steps it and writes the log from which everybody else steps it again. Knows nobody and no
 *  clock: whoever hosts a match says what the seats do and when a tick has passed. */
export class MatchHost {
  readonly match: MatchState
  readonly log: LogWriter
  private readonly chance: RecordedChance

  /** chance: where fresh words come from. */
  constructor(
    readonly task: Task,
    readonly header: LogHeader,
    chance: Chance,
  ) {
    this.chance = new RecordedChance(chance)
    this.match = new MatchState(task, header.seats.length, header.options, this.chance)
    this.log = new LogWriter(this.match.codec.bytes)
  }

  /** The seat does this in the next tick and from then on. The code must be valid: see `isActionCode`. */
  act(seat: number, code: number): void {
    const { match } = this
    if (code === match.codes[seat]) return
    this.log.write({ tick: match.tick + 1, kind: 'action', seat, code })
    match.act(seat, code)
  }

  /** One tick: the reset at first, then a step. */
  advance(): void {
    this.match.advance()
    const { drawn } = this.chance
    if (drawn.length > 0) this.log.write({ tick: this.match.tick, kind: 'chance', words: drawn.splice(0) })
  }

  /** Writes the state's hash, by which others see that they step the same. millis: since the last one. */
  beat(millis: number): void {
    this.log.write({
      tick: this.match.tick,
      kind: 'beat',
      hash: hashRow(this.match.row),
      millis: Math.floor(millis + 0.5),
    })
  }

  /** Writes the end. */
  end(reason: EndReason): void {
    // A match that failed in the middle of a step has written of that step already.
    this.log.write({ tick: Math.max(this.match.tick, this.log.lastTick), kind: 'end', reason })
  }

  /** A person's seat is taken, is away, or is left for good. */
  noteSeat(seat: number, state: SeatState): void {
    this.log.write({ tick: this.match.tick, kind: 'seat', seat, state })
    if (state === 'left') this.match.left.push(seat)
  }

  /** The whole log of a match that has ended. places: where they are not what the scores say [seats]. */
  record(places: number[] = this.match.places): MatchLog {
    const { row, tick, scores } = this.match
    const footer = { ticks: tick, finalHash: finalHashOf(row), scores, places }
    return { header: this.header, body: this.log.slice(), footer }
  }
}
