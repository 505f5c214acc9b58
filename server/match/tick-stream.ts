import type { LogWriter } from '../../game/core/match-log.ts'
import type { BatchPace } from '../../game/protocol/batch-pace.ts'
import { encodeTicks } from '../../game/protocol/ticks-frame.ts'

/** What somebody who enters now has to know: all that was published, and the number of the batch that follows. */
export interface Published {
  body: Uint8Array
  /** Last tick published; −1: not begun. */
  tick: number
  serial: number
}

/** Cuts a growing log into the batches of one channel. */
export class TickStream {
  private serial = 0
  private bytes = 0
  private tick = -1

  constructor(private readonly log: LogWriter) {}

  /** Whether a batch is to go now. to: last tick stepped · settled: the last one that settled something. */
  due({ slot, silence }: BatchPace, to: number, settled: number): boolean {
    if (to % slot !== 0) return false
    return this.log.length > this.bytes || settled > this.tick || to - this.tick >= silence
  }

  /** The frame with everything since the last one, or null where nothing happened. to: last tick stepped. */
  cut(to: number): Uint8Array<ArrayBuffer> | null {
    if (to === this.tick && this.log.length === this.bytes) return null
    const frame = encodeTicks({ serial: this.serial, ticks: to - this.tick, events: this.log.slice(this.bytes) })
    this.serial++
    this.bytes = this.log.length
    this.tick = to
    return frame
  }

  published(): Published {
    return { body: this.log.slice().subarray(0, this.bytes), tick: this.tick, serial: this.serial }
  }
}
