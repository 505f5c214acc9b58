import type { LogWriter } from '../../game/core/match-log.ts'
import { batchPace, CHANNELS, type BatchPace, type Channel } from '../../game/protocol/batch-pace.ts'
import type { MatchListener } from './match-listener.ts'
import { TickStream, type Published } from './tick-stream.ts'

/** A match's log on its way to all channels, to each at its own pace. */
export class MatchStreams {
  private readonly paces: Record<Channel, BatchPace>
  private readonly streams: Record<Channel, TickStream>
  /** The last tick that settled something; the reset does. */
  private settled = 0

  constructor(
    log: LogWriter,
    ticksPerSecond: number,
    private readonly tell: MatchListener['ticks'],
  ) {
    const pace = (channel: Channel): BatchPace => batchPace(channel, ticksPerSecond)
    this.paces = { players: pace('players'), watchers: pace('watchers') }
    this.streams = { players: new TickStream(log), watchers: new TickStream(log) }
  }

  /** This tick settles something, such as a point: it is worth a batch. */
  settle(tick: number): void {
    this.settled = tick
  }

  /** Publishes up to this tick where a batch is due, or to everybody where it stands still from now on. */
  stepped(tick: number, standsStill: boolean): void {
    for (const channel of CHANNELS)
      if (standsStill || this.streams[channel].due(this.paces[channel], tick, this.settled)) this.publish(channel, tick)
  }

  /** Publishes what there is up to this tick. */
  publish(channel: Channel, tick: number): void {
    const frame = this.streams[channel].cut(tick)
    if (frame) this.tell(channel, frame)
  }

  /** What was published to a channel so far. */
  published(channel: Channel): Published {
    return this.streams[channel].published()
  }
}
