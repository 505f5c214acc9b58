import type { Clock } from './clock.ts'
import type { Pipe } from './pipe.ts'

const HEARTBEAT_MILLIS = 200
const PING_MILLIS = 1000
/** The first pings come as fast as heartbeats, so that the lead is right from the start. */
const FIRST_PINGS = 5

/** Tells the server five times a second how far we are, and measures the round trip. */
export class KeepAlive {
  private cancel: (() => void) | null = null
  private lastHeartbeat = -Infinity
  private nextPing = 0
  private pings = 0

  /** tick: the last one we have, null while we are in no match; pinged: called with each round trip in ms. */
  constructor(
    private readonly pipe: Pipe,
    private readonly clock: Clock,
    private readonly match: { tick: () => number | null; pinged: (millis: number) => void },
  ) {}

  start(): void {
    this.cancel = this.clock.after(HEARTBEAT_MILLIS, () => this.start())
    this.heartbeat()
    if (this.clock.now() >= this.nextPing && this.pipe.status.state === 'connected') void this.ping()
  }

  stop(): void {
    this.cancel?.()
  }

  /** Sends a heartbeat if one is due. Called for each batch too, because hidden pages get few timers. */
  heartbeat(): void {
    const now = this.clock.now()
    const tick = this.match.tick()
    if (tick === null || now - this.lastHeartbeat < HEARTBEAT_MILLIS - 5) return
    this.lastHeartbeat = now
    this.pipe.send('match:heartbeat', { tick: Math.max(0, tick) })
  }

  private async ping(): Promise<void> {
    const sent = this.clock.now()
    this.nextPing = sent + (this.pings++ < FIRST_PINGS ? HEARTBEAT_MILLIS : PING_MILLIS)
    const reply = await this.pipe.ask('time:ping', {})
    if (reply.ok) this.match.pinged(this.clock.now() - sent)
  }
}
