import { ServerResponse, type IncomingMessage } from 'node:http'
import { clientAddress } from '../http/client-address.ts'
import { securityHeaders } from '../http/security-headers.ts'
import type { Limits } from '../base/limits.ts'
import type { Timers } from '../base/time.ts'
import type { DoorCounts } from './guard.ts'
import { addressShare, Shares, type AddressShare } from './shares.ts'

const PLAIN = 'Sparring talks to its pages over a WebSocket only. If your network blocks WebSockets, use another one.\n'
const FULL = 'Too many connections are open. Try again in a few seconds.\n'

export interface AdmissionDeps {
  limits: Limits
  timers: Timers
  counts: DoorCounts
  behindProxy: boolean
}

/** Who may open a connection at all: decided before a WebSocket is made, by the numbers that are open. */
export class Admission {
  readonly addresses: Shares<AddressShare>
  /** Connections that are open or still being closed. */
  open = 0

  constructor(private readonly deps: AdmissionDeps) {
    this.addresses = new Shares(deps.timers, (now) => addressShare(deps.limits, now))
  }

  addressOf(request: IncomingMessage): string {
    return clientAddress(request, this.deps.behindProxy)
  }

  /** Engine.IO's middleware: goes on with WebSockets that may come in, and answers all else itself. */
  readonly judge = (request: IncomingMessage, response: unknown, next: (error?: Error) => void): void => {
    if (response instanceof ServerResponse) {
      const headers = { Connection: 'close', Upgrade: 'websocket', 'Content-Type': 'text/plain; charset=utf-8' }
      response.writeHead(426, { ...securityHeaders, ...headers })
      response.end(PLAIN)
      return
    }
    const share = this.addresses.of(this.addressOf(request))
    const { limits, timers, counts } = this.deps
    const room =
      this.open < limits.sockets + limits.porch &&
      share.open < limits.socketsPerAddress + limits.porchPerAddress &&
      share.handshakes.take(timers.now())
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

  /** A connection was made from this address; it counts until its socket is closed. */
  enter(request: IncomingMessage, share: AddressShare): void {
    this.open++
    share.open++
    request.socket.once('close', () => {
      this.open--
      share.open--
    })
  }

  /** Why somebody is told to come back later, beyond the limits of whom there is room for; null where there is room. */
  crowded(share: AddressShare): 'busy' | 'crowded' | null {
    const { limits } = this.deps
    if (share.open > limits.socketsPerAddress) return 'crowded'
    return this.open > limits.sockets ? 'busy' : null
  }
}
