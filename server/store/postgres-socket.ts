import { createServer, type Server, type Socket } from 'node:net'

/** The one session of an embedded Postgres: takes messages of the frontend protocol, gives back the backend's. */
export interface PostgresSession {
  execProtocolRawStream(message: Uint8Array, options: { onRawData: (data: Uint8Array) => void }): Promise<void>
  /** Whether a transaction block is open. */
  isInTransaction(): boolean
}

/** Serves the one session of an embedded Postgres to many clients (PostgreSQL documentation, chapter 55). A client has the session to
 *  itself from the first message of a query to its Sync, and from BEGIN to the end of the transaction, because the unnamed statement, the
 *  unnamed portal and the transaction belong to the session. Named statements are not kept apart: clients must not use them.
 *
 *  Not @electric-sql/pglite-socket, which gives the session to another client between the Parse and the Bind of a query: under load
 *  clients then get each other's answers. */
export class PostgresSocket {
  private readonly server: Server
  private readonly clients = new Set<Client>()
  private readonly turn = new Turn()

  /** fail: told of an error that leaves the session in an unknown state. */
  constructor(
    private readonly session: PostgresSession,
    private readonly fail: (error: unknown) => void,
    maxConnections: number,
  ) {
    this.server = createServer((socket) => this.connected(socket))
    this.server.maxConnections = maxConnections
  }

  /** Listens on a Unix socket's path or a port of this machine (0: any free one); returns the port, or 0. */
  listen(at: string | number): Promise<number> {
    return new Promise((resolve, reject) => {
      const options = typeof at === 'string' ? { path: at } : { host: '127.0.0.1', port: at }
      this.server.once('error', reject)
      this.server.listen(options, () => {
        const address = this.server.address()
        resolve(address && typeof address === 'object' ? address.port : 0)
      })
    })
  }

  /** Ends all connections and waits for what they are doing. */
  async close(): Promise<void> {
    this.server.close()
    await Promise.all([...this.clients].map((client) => client.end()))
  }

  private connected(socket: Socket): void {
    const client = new Client(socket, this.session, this.turn, this.fail)
    this.clients.add(client)
    client.ended.then(() => this.clients.delete(client)).catch(this.fail)
  }
}

const SSL_REQUEST = 80877103
const GSS_REQUEST = 80877104
const CANCEL_REQUEST = 80877102
/** Longest message that is taken, bytes. */
const MAX_MESSAGE = 256_000_000
const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4)
const ROLLBACK = Uint8Array.from(Buffer.from('Q\0\0\0\rROLLBACK\0', 'latin1'))

/** One connection. */
class Client {
  /** Resolves when the connection is closed and the session is free of it. */
  readonly ended: Promise<void>
  private buffer = Buffer.alloc(0)
  private started = false
  private open = true
  private hasTurn = false
  /** Messages since the last Sync: the session waits for the rest of them. */
  private inBatch = false
  private work: Promise<void> = Promise.resolve()

  constructor(
    private readonly socket: Socket,
    private readonly session: PostgresSession,
    private readonly turn: Turn,
    private readonly fail: (error: unknown) => void,
  ) {
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      this.buffer = this.buffer.length === 0 ? data : Buffer.concat([this.buffer, data])
      this.work = this.work.then(() => this.handleMessages()).catch((error: unknown) => this.fail(error))
    })
    this.ended = new Promise((resolve) => {
      socket.on('close', () => {
        this.open = false
        resolve(this.work.then(() => this.release()).catch((error: unknown) => this.fail(error)))
      })
    })
  }

  end(): Promise<void> {
    this.socket.destroy()
    return this.ended
  }

  /** Runs the whole messages that have come, as one call as far as they belong together. */
  private async handleMessages(): Promise<void> {
    while (this.open) {
      const length = this.batchLength()
      if (length === 0) return
      const batch = this.buffer.subarray(0, length)
      this.buffer = this.buffer.subarray(length)
      await this.run(batch)
    }
  }

  /** Bytes of the messages up to a Sync or a simple query, or of all whole messages where none has come yet. */
  private batchLength(): number {
    if (!this.started) return this.startupLength()
    let end = 0
    while (this.buffer.length >= end + 5) {
      const type = this.buffer[end]
      const length = 1 + this.buffer.readUInt32BE(end + 1)
      if (length > MAX_MESSAGE || length < 5) this.socket.destroy()
      if (this.buffer.length < end + length) break
      if (type === TERMINATE) {
        this.socket.end()
        return end
      }
      end += length
      this.inBatch = type !== SYNC_TYPE && type !== QUERY_TYPE
      if (!this.inBatch) break
    }
    return end
  }

  /** The first message has no type. Requests for encryption are declined, those to cancel are not known. */
  private startupLength(): number {
    if (this.buffer.length < 8) return 0
    const length = this.buffer.readUInt32BE(0)
    const code = this.buffer.readUInt32BE(4)
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      this.socket.write('N')
      this.buffer = this.buffer.subarray(8)
      return this.startupLength()
    }
    if (code === CANCEL_REQUEST || length > 10_000 || length < 8) {
      this.socket.destroy()
      return 0
    }
    if (this.buffer.length < length) return 0
    this.started = true
    return length
  }

  private async run(batch: Uint8Array): Promise<void> {
    if (!this.hasTurn) await this.turn.acquire()
    this.hasTurn = true
    if (!this.open) return
    await this.execute(batch, (data) => {
      // The engine uses its buffer again for the next answer.
      if (this.open) this.socket.write(Uint8Array.from(data))
    })
    if (!this.inBatch && !this.session.isInTransaction()) this.giveTurn()
  }

  /** A client that went away in the middle leaves nothing open behind it. */
  private async release(): Promise<void> {
    if (!this.hasTurn) return
    if (this.inBatch) await this.execute(SYNC, () => {})
    if (this.session.isInTransaction()) await this.execute(ROLLBACK, () => {})
    this.giveTurn()
  }

  private execute(message: Uint8Array, onRawData: (data: Uint8Array) => void): Promise<void> {
    return this.session.execProtocolRawStream(message, { onRawData })
  }

  private giveTurn(): void {
    this.hasTurn = false
    this.turn.give()
  }
}

const TERMINATE = 0x58
const SYNC_TYPE = 0x53
const QUERY_TYPE = 0x51

/** A lock whose holder has the turn: first come, first served. */
class Turn {
  private taken = false
  private readonly waiting: (() => void)[] = []

  async acquire(): Promise<void> {
    if (this.taken) await new Promise<void>((resolve) => this.waiting.push(resolve))
    this.taken = true
  }

  give(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.taken = false
  }
}
