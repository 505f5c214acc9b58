import type { Timers } from '../../server/base/time.ts'
import type { LiveMatch } from './live-match.ts'
import type { Pipe } from './pipe.ts'

/** Sends what my seat wishes: at once where it is news, else once its tick may be told, since a tick has one input at most, however often a
 *  pointer moves. */
export class WishSender {
  /** A wish waits to be sent. */
  private waits = false

  /** goesOn: whether this is still the match, and whether its time passes. */
  constructor(
    private readonly pipe: Pick<Pipe, 'send'>,
    private readonly clock: Timers,
    private readonly goesOn: (live: LiveMatch) => 'over' | 'stands' | 'runs',
  ) {}

  /** My seat wants this action from now on. */
  act(live: LiveMatch, seat: number, code: number, now: number): void {
    this.sendHeld(live, seat, now)
    const tick = live.wish(seat, code, now)
    if (tick !== null) this.pipe.send('match:input', { tick, action: code })
    else if (live.pending.holds) this.sendLater(live, seat)
  }

  private sendHeld(live: LiveMatch, seat: number, now: number): void {
    const input = live.due(seat, now)
    if (input) this.pipe.send('match:input', input)
  }

  private sendLater(live: LiveMatch, seat: number): void {
    if (this.waits) return
    this.waits = true
    this.clock.after(live.clocks.tickMillis, () => {
      this.waits = false
      const how = this.goesOn(live)
      if (how === 'over') return
      if (how === 'runs') this.sendHeld(live, seat, this.clock.now())
      else live.pending.restart()
      if (live.pending.holds) this.sendLater(live, seat)
    })
  }
}
