import {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  type ServerResponse,
  Agent,
  request,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { securityHeaders } from './security-headers.ts'

export interface WebProxy {
  /** Hands a request on to web and streams the reply back; a plain 503 page when web is not up. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Hands a websocket of the development page (`/_next/…`) on to web. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** Headers that concern one connection only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** The game process's door to web, which listens on the socket at `socketPath`. `addressOf`: whose limits a request counts against
 *  (client-address.ts); web hears it in X-Forwarded-For, and the sender's own word about that is dropped. */
export function createWebProxy(socketPath: string, addressOf: (request: IncomingMessage) => string): WebProxy {
  const agent = new Agent({ keepAlive: true, maxSockets: 128, maxFreeSockets: 16, timeout: 60_000 })

  return {
    handle(incoming, outgoing) {
      const upstream = request({ ...target(incoming, socketPath, addressOf), agent }, (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, without(reply.headers, HOP_BY_HOP))
        // pipe holds web back while the browser reads slowly.
        reply.pipe(outgoing)
        reply.on('error', () => outgoing.destroy())
      })
      upstream.on('error', () => (outgoing.headersSent ? outgoing.destroy() : unavailable(outgoing)))
      // The browser went away: let web stop working for it.
      outgoing.on('close', () => {
        if (!outgoing.writableFinished) upstream.destroy()
      })
      incoming.on('error', () => upstream.destroy())
      incoming.pipe(upstream)
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
  const headers = without(incoming.headers, HOP_BY_HOP)
  return {
    socketPath,
    method: incoming.method,
    path: incoming.url,
    headers: { ...headers, 'x-forwarded-for': addressOf(incoming), ...more },
    setHost: false,
  }
}

function without<T extends object>(headers: T, names: string[]): T {
  const kept = { ...headers }
  for (const name of names) Reflect.deleteProperty(kept, name)
  return kept
}

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
