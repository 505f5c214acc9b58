import type { ServerMessages } from '../../game/protocol/messages.ts'
import type { Channel } from '../../game/protocol/batch-pace.ts'

/** The one way out: whoever is in a match gets its ticks and its news, however many there are and wherever they are connected. */
export interface Announcer {
  /** One frame of ticks to all of a channel. */
  broadcastTicks(match: string, channel: Channel, frame: Uint8Array<ArrayBuffer>): void
  /** One message to everybody in a match, players and spectators. */
  broadcast<E extends keyof ServerMessages>(match: string, event: E, body: ServerMessages[E]): void
}
