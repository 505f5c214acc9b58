import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Limits } from '../base/limits.ts'
import type { Millis } from '../base/time.ts'
import type { DoorCounts } from './guard.ts'
import type { NetworkShare } from './shares.ts'
import { TokenBucket } from '../base/token-bucket.ts'

/** An Engine.IO connection over a WebSocket, as far as the gate needs it. */
export interface RawConnection extends EventEmitter {
  readonly readyState: string
  readonly request: IncomingMessage & { websocket?: EventEmitter }
  close(discard?: boolean): unknown
}

export interface GateDeps {
  now: () => Millis
  limits: Limits
  counts: DoorCounts
  networks: readonly NetworkShare[]
}

/** Stands before the decoder of one connection: every packet, whatever it is, costs a token, and every byte too; what is no packet of ours
 *  closes the connection. */
export class Gate {
  private shut = false
  private readonly packets: TokenBucket
  private readonly bytes: TokenBucket

  constructor(
    private readonly conn: RawConnection,
    readonly deps: GateDeps,
  ) {
    const now = deps.now()
    this.packets = new TokenBucket(deps.limits.packetsPerSocket, now)
    this.bytes = new TokenBucket(deps.limits.bytesPerSocket, now)
    const { socket, websocket } = conn.request
    this.destroy = () => socket.destroy()
    socket.on('data', ({ length }: Buffer) => this.weigh(length))
    // The WebSocket answers its own pings by itself: unread answers would pile up.
    for (const frame of ['ping', 'pong']) websocket?.on(frame, () => this.pay())
    conn.on('packet', ({ type }: { type: string }) => {
      if (this.pay() && type !== 'message' && type !== 'pong') this.refuse()
    })
    // Comes right after the decoder, which closes the connection on what it does not understand.
    conn.on('message', () => {
      if (conn.readyState !== 'open') this.refuse()
    })
    websocket?.on('error', () => this.refuse())
  }

  private readonly destroy: () => void

  /** Closes the connection when it has been sent what is still to be sent. */
  end(): void {
    if (this.shut || this.conn.readyState !== 'open') return
    this.shut = true
    this.conn.close()
  }

  /** Closes the connection at once, and counts why. */
  drop(why: 'flooding' | 'unread' | 'failed'): void {
    if (this.shut) return
    this.deps.counts[why]++
    this.close()
  }

  private refuse(): void {
    if (this.shut) return
    this.deps.counts.malformed++
    this.close()
  }

  private close(): void {
    this.shut = true
    this.conn.close(true)
    // A closing handshake would wait half a minute for a peer that has none in mind.
    this.destroy()
  }

  private pay(): boolean {
    if (this.shut) return false
    const { networks, counts, now } = this.deps
    counts.packets++
    if (this.packets.spend(now()) && networks.every(({ packets }) => packets.spend(now()))) return true
    this.drop('flooding')
    return false
  }

  private weigh(bytes: number): void {
    const { networks, now } = this.deps
    if (this.bytes.spend(now(), bytes) && networks.every((network) => network.bytes.spend(now(), bytes))) return
    if (this.shut) this.destroy()
    else this.drop('flooding')
  }
}
