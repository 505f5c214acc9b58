import { ServerResponse, type IncomingMessage } from 'node:http'
import { clientAddress } from '../http/client-address.ts'
import { securityHeaders } from '../http/security-headers.ts'
import type { Limits } from '../base/limits.ts'
import { networksOf } from '../base/networks.ts'
import type { Timers } from '../base/time.ts'
import type { DoorCounts } from './guard.ts'
import { networkShare, Shares, type NetworkShare } from './shares.ts'

const PLAIN = 'Sparring talks to its pages over a WebSocket only. If your network blocks WebSockets, use another one.\n'
const FULL = 'Too many connections are open. Try again in a few seconds.\n'

export interface AdmissionDeps {
  limits: Limits
  timers: Timers
  counts: DoorCounts
  behindProxy: boolean
}

/** The rule of who may open a connection at all: decided before a WebSocket is made, by the numbers that are open. */
export class Admission {
  readonly networks: Shares<NetworkShare>
  /** Connections that are open or still being closed. */
  open = 0

  constructor(private readonly deps: AdmissionDeps) {
    this.networks = new Shares(deps.timers, (now, times) => networkShare(deps.limits, now, times))
  }

  addressOf(request: IncomingMessage): string {
    return clientAddress(request, this.deps.behindProxy)
  }

  /** The shares in which a request counts. */
  sharesOf(request: IncomingMessage): readonly NetworkShare[] {
    return networksOf(this.addressOf(request)).map(({ key, times }) => this.networks.of(key, times))
  }

  /** Engine.IO's middleware: goes on with WebSockets that may come in, and answers all else itself. */
  readonly judge = (request: IncomingMessage, response: unknown, next: (error?: Error) => void): void => {
    if (response instanceof ServerResponse) {
      const headers = { Connection: 'close', Upgrade: 'websocket', 'Content-Type': 'text/plain; charset=utf-8' }
      response.writeHead(426, { ...securityHeaders, ...headers })
      response.end(PLAIN)
      return
    }
    const shares = this.sharesOf(request)
    const { limits, timers, counts } = this.deps
    const room =
      this.open < limits.sockets + limits.porch &&
      shares.every(({ open, times }) => open < (limits.socketsPerAddress + limits.porchPerAddress) * times) &&
      shares.every(({ handshakes }) => handshakes.spend(timers.now()))
    if (!room) {
      counts.turnedAway++
      request.socket.write(
        `HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Type: text/plain\r\n` +
          `Content-Length: ${FULL.length}\r\n\r\n${FULL}`,
      )
      request.socket.destroySoon()
      // A session id asks for another transport of a connection that stands, and there is one transport only.
    } else if (new URL(request.url ?? '/', 'http://localhost').searchParams.has('sid')) {
      counts.turnedAway++
      next(new Error('There is one transport only'))
    } else next()
  }

  /** A connection was made with this request; it counts until its socket is closed. */
  enter(request: IncomingMessage, shares: readonly NetworkShare[]): void {
    const count = (by: 1 | -1): void => {
      this.open += by
      for (const share of shares) share.open += by
    }
    count(1)
    request.socket.once('close', () => count(-1))
  }

  /** Why somebody is told to come back later, beyond the limits of whom there is room for; null where there is room. */
  crowded(shares: readonly NetworkShare[]): 'busy' | 'crowded' | null {
    const { limits } = this.deps
    if (shares.some(({ open, times }) => open > limits.socketsPerAddress * times)) return 'crowded'
    return this.open > limits.sockets ? 'busy' : null
  }
}
