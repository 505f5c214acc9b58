import type { LiveMatch } from './live-match.ts'
import type { SliceListener } from './match-feed.ts'

/** Tells the log of a match to whoever listens: once and in order, across lost connections, after which it comes from its beginning again. */
export class ToldLog {
  /** Bytes of the log that were told, and the tick of the last event in them. */
  private bytes = 0
  private lastEventTick = 0
  private readonly listeners = new Set<SliceListener>()

  /** live: what there is of the match already, which is told at once. Returns how to stop. */
  listen(listener: SliceListener, live: LiveMatch | null): () => void {
    if (live) listener({ base: 0, bytes: live.body.slice(), from: -1, to: live.heardTo })
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Tells what has not been told. from: tick up to which it has. */
  tell(from: number, { heardTo, body, lastEventTick }: LiveMatch): void {
    const slice = { base: this.lastEventTick, bytes: body.slice(this.bytes), from, to: heardTo }
    this.bytes = Math.max(this.bytes, body.length)
    this.lastEventTick = Math.max(this.lastEventTick, lastEventTick)
    if (slice.bytes.length === 0 && heardTo <= from) return
    for (const listener of this.listeners) listener(slice)
  }

  /** Tells nobody any more. */
  end(): void {
    this.listeners.clear()
  }
}
