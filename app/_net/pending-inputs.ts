import type { LogEvent } from '../../game/core/match-log.ts'

interface PendingInput {
  /** The step it is meant for. */
  tick: number
  code: number
}

/** Inputs that were not taken up within this time never will be: they are forgotten, so that the wish is sent again. */
const LOST_AFTER_TICKS = 30

/** What I did and the server has not confirmed yet, oldest first. At most one input is sent for a tick. */
export class PendingInputs {
  private list: PendingInput[] = []
  /** The last wish of a tick for which an input was sent already: it goes with the next tick. */
  private held: PendingInput | null = null
  private sentFor = -1
  /** Something that I did has counted. */
  private counted = false

  get size(): number {
    return this.list.length
  }

  /** The furthest tick that an input was sent for; −1: none. */
  get furthest(): number {
    return this.sentFor
  }

  /** Whether a wish waits for its tick. */
  get holds(): boolean {
    return this.held !== null
  }

  /** Whether nothing that I did has counted or is on its way. */
  get untouched(): boolean {
    return !this.counted && this.list.length === 0
  }

  /** I want this action from `tick` on. True where it is to be sent now; else it is held, instead of what was held before. */
  wish(tick: number, code: number): boolean {
    if (tick <= this.sentFor) {
      this.held = { tick: this.sentFor + 1, code }
      return false
    }
    this.held = null
    this.sentFor = tick
    this.list.push({ tick, code })
    return true
  }

  /** Takes the held wish where it may be sent for this tick. inForce: my action in force at the confirmed tick.
   *  Null where there is none, or it came to nothing. */
  due(tick: number, inForce: number): number | null {
    const { held } = this
    if (!held || tick <= this.sentFor) return null
    this.held = null
    if (held.code === this.latest(inForce)) return null
    this.wish(tick, held.code)
    return held.code
  }

  /** Time goes on from elsewhere: ticks that inputs were sent for may come again, and what is held is forgotten. */
  restart(): void {
    this.sentFor = -1
    this.held = null
  }

  /** The lead turns out to be at this tick only: it lay too far ahead, where the server may take no input. What was wished for later ticks is
   *  void. */
  back(tick: number): void {
    this.restart()
    this.list = this.list.filter((input) => input.tick <= tick)
  }

  /** Takes in what the log says my seat did. Returns by how many ticks the latest of my inputs came too late (0: none did). */
  confirm(events: readonly LogEvent[], seat: number): number {
    let late = 0
    for (const event of events) {
      if (event.kind !== 'action' || event.seat !== seat) continue
      const index = this.list.findLastIndex((input) => input.code === event.code && input.tick <= event.tick)
      if (index < 0) continue
      this.counted = true
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
   *  code: my action in force at the confirmed tick · rest: what my seat does in turn until something I did counts; see Task. */
  codeAt(step: number, confirmedTick: number, code: number, rest?: readonly number[]): number {
    if (rest && !this.counted) code = rest[step % rest.length]!
    for (const input of this.list) if (Math.max(input.tick, confirmedTick + 1) <= step) code = input.code
    return this.held && Math.max(this.held.tick, confirmedTick + 1) <= step ? this.held.code : code
  }

  /** My action in force after all of these. */
  latest(code: number): number {
    return this.held?.code ?? this.list.at(-1)?.code ?? code
  }
}
