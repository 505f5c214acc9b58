import {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  type ServerResponse,
  Agent,
  request,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { KNOWN_HEADER, ORIGIN_HEADER } from '../../game/protocol/page-door.ts'
import type { Timers } from '../base/time.ts'
import { ConnectionRequests } from './connection-requests.ts'
import type { HttpLimits } from './http-limits.ts'
import { HttpRefusal } from './http-refusal.ts'
import { readBody } from './read-body.ts'
import { parseTarget } from './request-target.ts'
import { isForApi, sendRefusal } from './send-refusal.ts'
import { relay, without, HOP_BY_HOP } from './relay.ts'
import { securityHeaders } from './security-headers.ts'
import { UpstreamSlots } from './upstream-slots.ts'

export interface WebProxy {
  /** Hands a request on to web and streams the reply back; a plain 503 page when web is not up. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Hands a websocket of the development page (`/_next/…`) on to web. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Requests that web works on now, and those that wait for it. */
  readonly status: { inUse: number; waiting: number }
  close(): void
}

/** Methods that any page or route answers. */
const METHODS = ['GET', 'HEAD', 'POST', 'DELETE']

/** What a proxy is handed. */
export interface ProxyDeps {
  /** The socket on which web listens. */
  socketPath: string
  /** The address whose limits a request counts against (client-address.ts); web hears it in X-Forwarded-For, and the sender's own word is dropped. */
  addressOf: (request: IncomingMessage) => string
  /** Headers of ours that a request is handed on with (game/protocol/page-door.ts); the sender's own are dropped. */
  tell?: (request: IncomingMessage) => Record<string, string>
  /** Whether nothing is handed on yet, because what web stands on is not ready: a page that comes so early is told to ask again. */
  isStarting?: () => boolean
  limits: HttpLimits
  timers: Timers
}

/** The game process's door to web. A request holds one of web's sockets only from when all of it is here until web has said all of its
 *  reply, the browser has gone, or its time is over. */
export function createWebProxy(deps: ProxyDeps): WebProxy {
  const { socketPath, addressOf, tell, isStarting, limits, timers } = deps
  const agent = new Agent({ keepAlive: true, maxSockets: limits.upstream, maxFreeSockets: 16, timeout: 60_000 })
  const slots = new UpstreamSlots(limits, timers)
  const connections = new ConnectionRequests()

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse, signal: AbortSignal): Promise<void> => {
    if (!parseTarget(incoming.url)) throw badTarget()
    if (!METHODS.includes(incoming.method ?? '')) throw badMethod()
    const body = await readBody(incoming, limits, timers)
    if (isStarting?.()) return unavailable(outgoing)
    const release = await slots.acquire(addressOf(incoming), signal)
    try {
      const more = { ...lengthOf(incoming, body), ...tell?.(incoming) }
      const options = { ...target(incoming, socketPath, addressOf, more), agent }
      await relay(request(options), body, outgoing, { limits, timers, signal })
    } finally {
      release(signal.aborted && !outgoing.headersSent)
    }
  }

  return {
    handle(incoming, outgoing) {
      const gone = new AbortController()
      const { open, done } = connections.add(incoming.socket, () => gone.abort())
      if (open > limits.requestsPerConnection) return void incoming.socket.destroy()
      outgoing.once('finish', done)
      outgoing.once('close', () => outgoing.writableFinished || gone.abort())
      outgoing.on('error', () => gone.abort())
      incoming.on('error', () => gone.abort())
      pass(incoming, outgoing, gone.signal).catch((error: unknown) => {
        // Responses leave in order: one that is broken off ends its connection, or those behind it would wait for ever.
        if (gone.signal.aborted || outgoing.headersSent) incoming.socket.destroy()
        else if (error instanceof HttpRefusal) sendRefusal(outgoing, error, isForApi(incoming.url))
        else unavailable(outgoing)
      })
    },

    get status() {
      return slots.status
    },

    upgrade(incoming, socket, head) {
      const upgrading = { connection: 'Upgrade', upgrade: incoming.headers.upgrade }
      const upstream = request({ ...target(incoming, socketPath, addressOf, upgrading), agent: false })
      const end = (): void => {
        socket.destroy()
        upstream.destroy()
      }
      upstream.on('upgrade', (reply, peer, peerHead) => {
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${rawHeaders(reply)}\r\n\r\n`)
        if (peerHead.length > 0) socket.write(peerHead)
        if (head.length > 0) peer.write(head)
        peer.pipe(socket).pipe(peer)
        for (const side of [peer, socket]) side.on('error', () => (peer.destroy(), end()))
        socket.on('close', () => peer.destroy())
      })
      upstream.on('response', end)
      upstream.on('error', end)
      socket.on('error', end)
      upstream.end()
    },

    close: () => agent.destroy(),
  }
}

/** The same request for web. */
function target(
  incoming: IncomingMessage,
  socketPath: string,
  addressOf: (request: IncomingMessage) => string,
  more: OutgoingHttpHeaders = {},
): RequestOptions {
  const headers = without(incoming.headers, [...HOP_BY_HOP, 'content-length', 'expect', ORIGIN_HEADER, KNOWN_HEADER])
  return {
    socketPath,
    method: incoming.method,
    path: incoming.url,
    headers: { ...headers, 'x-forwarded-for': addressOf(incoming), ...more },
    setHost: false,
  }
}

/** The body's length as it came, which may have been sent in chunks. */
function lengthOf(incoming: IncomingMessage, body: Buffer): OutgoingHttpHeaders {
  const bodiless = body.length === 0 && (incoming.method === 'GET' || incoming.method === 'HEAD')
  return bodiless ? {} : { 'content-length': body.length }
}

const badTarget = (): HttpRefusal =>
  new HttpRefusal(400, 'address', 'This is no address of Sparring: it is not written as addresses are.', {
    Connection: 'close',
  })

const badMethod = (): HttpRefusal =>
  new HttpRefusal(405, 'method', `Sparring answers ${METHODS.join(', ')} only.`, {
    Allow: METHODS.join(', '),
    Connection: 'close',
  })

function rawHeaders(reply: IncomingMessage): string {
  const lines: string[] = []
  for (let i = 0; i + 1 < reply.rawHeaders.length; i += 2)
    lines.push(`${reply.rawHeaders[i]}: ${reply.rawHeaders[i + 1]}`)
  return lines.join('\r\n')
}

/** The reply while web is starting or being started again: the page asks again by itself. */
function unavailable(response: ServerResponse): void {
  response.writeHead(503, {
    ...securityHeaders,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'Cache-Control': 'no-store',
    'Retry-After': '1',
    Refresh: '1',
  })
  response.end(
    '<!doctype html><html lang="en"><title>Sparring is starting</title>' +
      '<style>body{background:#0b0f1a;color:#e8ecf4;font:1.125rem system-ui;display:grid;place-content:center;height:90vh}</style>' +
      '<p>Sparring is starting. This page asks again in a second.</p></html>',
  )
}
