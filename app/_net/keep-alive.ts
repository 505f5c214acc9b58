import type { Timers } from '../../server/base/time.ts'
import type { Pipe } from './pipe.ts'

const PING_MILLIS = 1000
/** The first pings come faster, so that the lead is right from the start. */
const FIRST_PING_MILLIS = 150
const FIRST_PINGS = 10

/** Measures the round trip, once a second. */
export class KeepAlive {
  private cancel: (() => void) | null = null
  private nextPing = 0
  private pings = 0

  /** pinged: called with each round trip in ms. */
  constructor(
    private readonly pipe: Pipe,
    private readonly clock: Timers,
    private readonly pinged: (millis: number) => void,
  ) {}

  start(): void {
    this.cancel = this.clock.after(FIRST_PING_MILLIS, () => this.start())
    if (this.clock.now() >= this.nextPing && this.pipe.status.state === 'connected') void this.ping()
  }

  stop(): void {
    this.cancel?.()
  }

  private async ping(): Promise<void> {
    const sent = this.clock.now()
    this.nextPing = sent + (this.pings++ < FIRST_PINGS ? FIRST_PING_MILLIS : PING_MILLIS)
    const reply = await this.pipe.ask('time:ping', {})
    if (reply.ok) this.pinged(this.clock.now() - sent)
  }
}
