import { io, type Socket } from 'socket.io-client'
import type {
  ClientBody,
  ClientMessageName,
  HandshakeRefusal,
  Question,
  Reply,
  ServerMessages,
} from '../../game/protocol/messages.ts'
import type { Refusal } from '../../game/protocol/replies.ts'
import { PROTOCOL_VERSION } from '../../game/protocol/version.ts'
import { tasks } from '../../game/tasks/index.ts'
import { ensureSession } from '../_api/actions.ts'
import { packetParser } from './packet-parser.ts'
import { unreachable, type LinkStatus, type Pipe } from './pipe.ts'
import { readReply } from './read-reply.ts'
import { retryDelay } from './retry-delay.ts'

const ANSWER_MS = 10_000
/** Tries without any answer after which the network itself is suspected. */
const SUSPICIOUS_TRIES = 4
const RELOADED = 'sparring.reloaded-for'

/** A connection to the game server, of which a page has one (`pageSocket`), and another where it watches a match beside its own. It is made when
 *  it is first needed and comes back by itself after a loss. */
export class PageSocket implements Pipe {
  status: LinkStatus = { state: 'idle' }
  private readonly socket: Socket
  private readonly listeners = new Set<(status: LinkStatus) => void>()
  private attempt = 0
  private everConnected = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly end = new AbortController()
  /** The person the handshake spoke for, as far as the page knows: `id name`. */
  private handshakeOf: string | null = null

  constructor() {
    this.socket = io({
      parser: packetParser,
      transports: ['websocket'],
      autoConnect: false,
      // The page shows when it tries again, so it keeps the time itself.
      reconnection: false,
      auth: { protocol: PROTOCOL_VERSION, tasks: Object.fromEntries(tasks.map((task) => [task.id, task.version])) },
    })
    this.socket.on('connect', () => {
      this.everConnected = true
      this.attempt = 0
      forgetReload()
      this.change({ state: 'connected' })
    })
    this.socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.retryLater()
    })
    this.socket.on('connect_error', (error: Error & { data?: unknown }) => this.refused(error))
    const { signal } = this.end
    window.addEventListener('online', () => this.retry(), { signal })
    document.addEventListener('visibilitychange', () => document.hidden || this.retry(), { signal })
  }

  /** Ends the connection for good. */
  close(): void {
    this.end.abort()
    clearTimeout(this.timer)
    this.socket.disconnect()
    this.change({ state: 'idle' })
  }

  /** Starts connecting, unless it is connected or on the way. */
  open(): void {
    if (this.status.state === 'idle') this.dial()
  }

  /** Starts connecting and resolves when the connection stands, or has failed once. */
  opened(): Promise<void> {
    this.open()
    return this.settled()
  }

  /** Tries at once instead of waiting for the next try. */
  retry(): void {
    if (this.status.state === 'lost') this.dial()
  }

  /** Makes sure of a session (a guest at first) and that the connection speaks for it. Throws ApiError where no session can be had. */
  async openAsPlayer(): Promise<void> {
    const { user } = await ensureSession()
    const who = user ? `${user.id} ${user.name}` : null
    if (this.handshakeOf !== who || this.status.state === 'refused') {
      this.handshakeOf = who
      this.socket.disconnect()
      this.dial()
    } else this.open()
    await this.settled()
  }

  /** Drops the connection and makes a new one, so that the server sees that this page left its match. */
  redial(): void {
    this.socket.disconnect()
    this.dial()
  }

  send<Name extends Exclude<ClientMessageName, Question>>(name: Name, body: ClientBody<Name>): void {
    if (this.socket.connected) this.socket.emit(name, body)
  }

  async ask<Name extends Question>(name: Name, body: ClientBody<Name>): Promise<Reply<Name> | Refusal> {
    if (!this.socket.connected) return unreachable
    try {
      return readReply(name, await this.socket.timeout(ANSWER_MS).emitWithAck(name, forWire(body)))
    } catch {
      return unreachable
    }
  }

  on<Name extends keyof ServerMessages>(name: Name, listener: (body: ServerMessages[Name]) => void): () => void {
    const heard = (body: ServerMessages[Name]): void => listener(body)
    this.socket.on<string>(name, heard)
    return () => void this.socket.off<string>(name, heard)
  }

  onStatus(listener: (status: LinkStatus) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private dial(): void {
    clearTimeout(this.timer)
    this.change({ state: 'connecting' })
    this.socket.connect()
  }

  private retryLater(why = this.everConnected || this.attempt < SUSPICIOUS_TRIES ? undefined : BLOCKED): void {
    const delay = retryDelay(this.attempt++)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.dial(), delay)
    this.change({ state: 'lost', retryAt: performance.now() + delay, ...(why === undefined ? {} : { why }) })
  }

  private refused(error: Error & { data?: unknown }): void {
    const code = refusalCode(error.data)
    if (code === 'outdated' && reloadOnce()) return
    if (code === null) this.retryLater()
    else if (code === 'busy' || code === 'crowded') this.retryLater(refusalMessages[code])
    else this.change({ state: 'refused', code, message: refusalMessages[code] })
  }

  private change(status: LinkStatus): void {
    this.status = status
    for (const listener of this.listeners) listener(status)
  }

  /** Resolves when the connection stands, or has failed once. */
  private settled(): Promise<void> {
    if (this.status.state !== 'connecting') return Promise.resolve()
    return new Promise((resolve) => {
      const stop = this.onStatus((status) => {
        if (status.state === 'connecting') return
        stop()
        resolve()
      })
    })
  }
}

/** The parser for browsers writes an ArrayBuffer as bytes, and a view of one as an object of numbers. */
function forWire(body: object): object {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, value instanceof Uint8Array ? value.slice().buffer : value]),
  )
}

const BLOCKED =
  'The server does not answer. If other pages load, your network may block WebSockets: try another network, or without a proxy or VPN.'

const refusalMessages: Record<HandshakeRefusal, string> = {
  outdated: 'This page is older than the server. Close it and open it again.',
  origin: 'This page was opened from an address that the server does not know. Open it from its own address.',
  busy: 'The server is full just now.',
  crowded: 'Too many connections come from your network just now. Close other tabs with Sparring.',
  malformed: 'The server did not understand this page. Reload it.',
  banned: 'You were shut out of this server.',
}

function refusalCode(data: unknown): HandshakeRefusal | null {
  if (typeof data !== 'object' || data === null || !('code' in data)) return null
  const { code } = data
  return typeof code === 'string' && Object.hasOwn(refusalMessages, code) ? (code as HandshakeRefusal) : null
}

/** Reloads an outdated page, once for each version of the protocol. False where that was tried already. */
function reloadOnce(): boolean {
  try {
    if (sessionStorage.getItem(RELOADED)) return false
    sessionStorage.setItem(RELOADED, String(PROTOCOL_VERSION))
  } catch {
    return false
  }
  location.reload()
  return true
}

function forgetReload(): void {
  try {
    sessionStorage.removeItem(RELOADED)
  } catch {
    // storage is blocked: then nothing was remembered either
  }
}

let shared: PageSocket | null = null

/** The page's connection, made at the first call. Only in the browser. */
export function pageSocket(): PageSocket {
  shared ??= new PageSocket()
  return shared
}
