import type { Millis, Timers } from '../match/time.ts'
import type { Connection } from './connection.ts'

/** How often connections are looked at, and what may wait to be sent to one: two seconds of a match are about a hundred messages. */
const EVERY: Millis = 500
const MOST_BYTES = 64_000
const MOST_MESSAGES = 200

/** Keeps connections that read too slowly from making our memory grow: such a one hears no ticks until it has read what it was sent. */
export class SlowReaders {
  private readonly deaf = new Set<Connection>()
  private cancel: (() => void) | null = null

  constructor(
    private readonly timers: Timers,
    private readonly connections: ReadonlySet<Connection>,
  ) {
    this.sleep()
  }

  get count(): number {
    return this.deaf.size
  }

  stop(): void {
    this.cancel?.()
  }

  forget(connection: Connection): void {
    this.deaf.delete(connection)
  }

  private sleep(): void {
    this.cancel = this.timers.after(EVERY, () => {
      for (const connection of this.connections) this.look(connection)
      this.sleep()
    })
  }

  private look(connection: Connection): void {
    const { messages, bytes } = waitingFor(connection)
    if (this.deaf.has(connection)) {
      if (messages > 0 || bytes > 0) return
      this.deaf.delete(connection)
      connection.listen()
    } else if (bytes > MOST_BYTES || messages > MOST_MESSAGES) {
      this.deaf.add(connection)
      connection.deafen()
    }
  }
}

/** What Engine.IO and the websocket hold for a connection. Neither has a public name for it, so both are looked for with care. */
function waitingFor({ socket }: Connection): { messages: number; bytes: number } {
  const engine: object = socket.conn
  const messages = 'writeBuffer' in engine && Array.isArray(engine.writeBuffer) ? engine.writeBuffer.length : 0
  const transport: object = socket.conn.transport
  const websocket = 'socket' in transport ? transport.socket : null
  const waits =
    typeof websocket === 'object' && websocket !== null && 'bufferedAmount' in websocket ? websocket.bufferedAmount : 0
  return { messages, bytes: typeof waits === 'number' ? waits : 0 }
}
