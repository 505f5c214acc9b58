import type { Chance } from './chance.ts'
import { MatchHost } from './match-host.ts'
import type { LogHeader, LogWriter, MatchLog } from './match-log.ts'
import type { Row, Task } from './task.ts'

export interface HeadlessSeat {
  /** Ticks added to the task's action latency. */
  reactionTicks: number
  decide(state: Row, seat: number): number
}

/** A match without a server: players that decide as agents do, and its log as it grows. */
export class HeadlessMatch {
  private readonly host: MatchHost
  private read = 0
  private readBase = 0
  private readonly coming: { tick: number; seat: number; code: number }[] = []

  constructor(
    private readonly task: Task,
    header: LogHeader,
    private readonly seats: readonly HeadlessSeat[],
    chance: Chance,
  ) {
    this.host = new MatchHost(task, header, chance)
    this.advance()
  }

  get state(): Row {
    return this.host.match.row
  }

  get writer(): LogWriter {
    return this.host.log
  }

  get tick(): number {
    return this.host.match.tick
  }

  get over(): boolean {
    return this.host.match.over
  }

  /** How it ended. */
  get reason(): 'finished' | 'time' {
    return this.host.match.out.terminated ? 'finished' : 'time'
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

  /** The whole log of a match that has ended. */
  record(): MatchLog {
    return this.host.record()
  }

  private advance(): void {
    const { task, host, coming } = this
    for (const action of coming.filter(({ tick }) => tick === this.tick + 1)) {
      coming.splice(coming.indexOf(action), 1)
      host.act(action.seat, action.code)
    }
    host.advance()
    if (this.over) host.end(this.reason)
    if (this.over || this.tick % task.decisionPeriod !== 0) return
    for (const [seat, { decide, reactionTicks }] of this.seats.entries()) {
      const code = decide(this.state, seat)
      coming.push({ tick: this.tick + 1 + task.actionLatency + reactionTicks, seat, code })
    }
  }
}
