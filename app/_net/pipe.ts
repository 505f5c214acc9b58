import type {
  ClientBody,
  ClientMessageName,
  HandshakeRefusal,
  Question,
  Reply,
  ServerMessages,
} from '../../game/protocol/messages.ts'
import type { Refusal } from '../../game/protocol/replies.ts'

/** Where the connection stands. `retryAt` is in ms of the page's monotonic clock. */
export type LinkStatus =
  | { state: 'idle' }
  | { state: 'connecting' }
  | { state: 'connected' }
  /** why: what the server said, or what may stand in the way, where that is known. */
  | { state: 'lost'; retryAt: number; why?: string }
  | { state: 'refused'; code: HandshakeRefusal; message: string }

/** The page's end of the connection, typed by the message tables: a Socket.IO client in the page, a simulated one in tests. */
export interface Pipe {
  readonly status: LinkStatus
  /** Sends a message that has no reply; it is dropped while there is no connection. */
  send<Name extends Exclude<ClientMessageName, Question>>(name: Name, body: ClientBody<Name>): void
  /** Asks and waits for the reply. Never rejects: silence and a missing connection are a refusal with the code 'unreachable'. */
  ask<Name extends Question>(name: Name, body: ClientBody<Name>): Promise<Reply<Name> | Refusal>
  /** Listens to a message of the server; returns how to stop. */
  on<Name extends keyof ServerMessages>(name: Name, listener: (body: ServerMessages[Name]) => void): () => void
  /** Tells each change of the status; returns how to stop. */
  onStatus(listener: (status: LinkStatus) => void): () => void
}

export const unreachable: Refusal = {
  ok: false,
  code: 'unreachable',
  message: 'The server did not answer. Check your network and try again.',
}

/** Bytes as the socket's parser hands them out: an ArrayBuffer in browsers, a Buffer in Node. */
export function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  throw new TypeError('The server sent something else than bytes')
}
