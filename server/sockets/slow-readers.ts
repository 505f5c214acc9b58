import type { Millis, Timers } from '../base/time.ts'

/** How often connections are looked at, and what may wait to be sent to one: two seconds of a match are about a hundred messages. */
const EVERY: Millis = 500
const MOST_BYTES = 64_000
const MOST_MESSAGES = 200

/** What may wait for a reader, heard or not, before it is dropped. */
export interface UnreadLimits {
  bytes: number
  messages: number
}

/** A connection, as far as its reading goes. */
export interface Reader {
  /** What is still to be sent to it. */
  backlog(): { messages: number; bytes: number }
  /** Hears the match it is in. */
  listen(): void
  /** Hears nothing of it until it listens again. */
  deafen(): void
  /** Is closed: it takes what it is sent, and never reads. */
  drop(): void
}

/** Keeps connections that read too slowly from making our memory grow: such a one hears no ticks until it has read what it was sent, and
 *  is closed where that grows all the same. */
export class SlowReaders {
  private readonly deaf = new Set<Reader>()
  private cancel: (() => void) | null = null

  constructor(
    private readonly timers: Timers,
    private readonly readers: ReadonlySet<Reader>,
    private readonly most: UnreadLimits,
  ) {
    this.sleep()
  }

  get count(): number {
    return this.deaf.size
  }

  stop(): void {
    this.cancel?.()
  }

  forget(reader: Reader): void {
    this.deaf.delete(reader)
  }

  private sleep(): void {
    this.cancel = this.timers.after(EVERY, () => {
      for (const reader of this.readers) this.examine(reader)
      this.sleep()
    })
  }

  private examine(reader: Reader): void {
    const { messages, bytes } = reader.backlog()
    if (bytes > this.most.bytes || messages > this.most.messages) return reader.drop()
    if (this.deaf.has(reader)) {
      if (messages > 0 || bytes > 0) return
      this.deaf.delete(reader)
      reader.listen()
    } else if (bytes > MOST_BYTES || messages > MOST_MESSAGES) {
      this.deaf.add(reader)
      reader.deafen()
    }
  }
}
