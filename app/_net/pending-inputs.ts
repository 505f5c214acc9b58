import type { LogEvent } from '../../game/core/match-log.ts'

interface PendingInput {
  /** The step it is meant for. */
  tick: number
  code: number
}

/** Inputs that were not taken up within this time never will be: they are forgotten, so that the wish is sent again. */
const LOST_AFTER_TICKS = 30

/** What I did and the server has not confirmed yet, oldest first. */
export class PendingInputs {
  private list: PendingInput[] = []

  get size(): number {
    return this.list.length
  }

  add(tick: number, code: number): void {
    this.list.push({ tick, code })
  }

  clear(): void {
    this.list = []
  }

  /** Takes in what the log says my seat did. Returns by how many ticks the latest of my inputs came too late (0: none did). */
  confirm(events: readonly LogEvent[], seat: number): number {
    let late = 0
    for (const event of events) {
      if (event.kind !== 'action' || event.seat !== seat) continue
      const index = this.list.findLastIndex((input) => input.code === event.code && input.tick <= event.tick)
      if (index < 0) continue
      late = event.tick - this.list[index]!.tick
      this.list.splice(0, index + 1)
    }
    return late
  }

  /** Drops what can change nothing any more. code: my action in force at the confirmed tick. */
  settle(confirmedTick: number, code: number): void {
    while (this.list.length > 0) {
      const first = this.list[0]!
      const done = first.tick <= confirmedTick && first.code === code
      if (!done && first.tick > confirmedTick - LOST_AFTER_TICKS) return
      this.list.shift()
    }
  }

  /** My action in force in a step after the confirmed tick. One that is overdue is expected with the next step.
   *  code: my action in force at the confirmed tick. */
  codeAt(step: number, confirmedTick: number, code: number): number {
    for (const input of this.list) if (Math.max(input.tick, confirmedTick + 1) <= step) code = input.code
    return code
  }

  /** My action in force after all of these. */
  latest(code: number): number {
    return this.list.at(-1)?.code ?? code
  }
}
