import type { ServerMessages } from '../../../game/protocol/messages.ts'

/** A person at one connection, as the lobby knows them. */
export interface Player {
  readonly userId: string
  readonly name: string
  /** Where the connection comes from, as limits count it (server/http/client-address.ts). */
  readonly address: string
  /** Tells this connection; where it is gone, the person's other ones. */
  send<E extends keyof ServerMessages>(event: E, body: ServerMessages[E]): void
}
