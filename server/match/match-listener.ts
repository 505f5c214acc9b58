import type { Channel } from '../../game/protocol/batch-pace.ts'
import type { Mind } from '../../game/protocol/messages.ts'

/** The listener of a match. */
export interface MatchListener {
  /** One batch of ticks, built once for all who get it. */
  ticks(channel: Channel, frame: Uint8Array<ArrayBuffer>): void
  /** The phase, or who is there, is another. */
  changed(): void
  mind(mind: Mind): void
  /** A seat was given up for good, and the match goes on if it can. */
  left(seat: number): void
  /** It is over; nobody was told yet. See `Match.announce`. */
  ended(): void
}
