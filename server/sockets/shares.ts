import type { RateClass } from '../../game/protocol/messages.ts'
import type { Limits } from '../base/limits.ts'
import { manifold } from '../base/networks.ts'
import type { Millis, Timers } from '../base/time.ts'
import { TokenBucket } from '../base/token-bucket.ts'

/** How long the share of somebody without a connection is remembered: longer than its buckets take to fill. */
const KEEP: Millis = 60_000

export type MessageBuckets = Readonly<Record<RateClass, TokenBucket>>

/** The buckets for messages of one socket, one session, or a network with so many times the share of an address. */
export function messageBuckets(
  limits: Limits,
  per: 'Socket' | 'Session' | 'Address',
  now: Millis,
  times = 1,
): MessageBuckets {
  return {
    input: new TokenBucket(manifold(limits[`inputPer${per}`], times), now),
    steady: new TokenBucket(manifold(limits[`steadyPer${per}`], times), now),
    rare: new TokenBucket(manifold(limits[`rarePer${per}`], times), now),
    model: new TokenBucket(manifold(limits[`modelPer${per}`], times), now),
  }
}

/** What all connections of a network, or of a session, have together. */
export interface Share {
  /** Connections that are open. */
  open: number
  readonly messages: MessageBuckets
}

export interface NetworkShare extends Share {
  /** How many times the share of an address it is. */
  readonly times: number
  readonly handshakes: TokenBucket
  readonly packets: TokenBucket
  readonly bytes: TokenBucket
}

export const sessionShare = (limits: Limits, now: Millis): Share => ({
  open: 0,
  messages: messageBuckets(limits, 'Session', now),
})

export const networkShare = (limits: Limits, now: Millis, times: number): NetworkShare => ({
  open: 0,
  times,
  messages: messageBuckets(limits, 'Address', now, times),
  handshakes: new TokenBucket(manifold(limits.handshakesPerAddress, times), now),
  packets: new TokenBucket(manifold(limits.packetsPerAddress, times), now),
  bytes: new TokenBucket(manifold(limits.bytesPerAddress, times), now),
})

/** The shares of all who are or were just connected, by network or by session. */
export class Shares<S extends Share> {
  private readonly all = new Map<string, S>()
  private readonly sweeps = new Set<() => void>()

  constructor(
    private readonly timers: Timers,
    private readonly make: (now: Millis, times: number) => S,
  ) {}

  of(key: string, times = 1): S {
    const known = this.all.get(key)
    if (known) return known
    const made = this.make(this.timers.now(), times)
    this.all.set(key, made)
    this.sweepLater(key, made)
    return made
  }

  get size(): number {
    return this.all.size
  }

  stop(): void {
    for (const cancel of this.sweeps) cancel()
  }

  private sweepLater(key: string, share: S): void {
    const cancel = this.timers.after(KEEP, () => {
      this.sweeps.delete(cancel)
      if (share.open > 0) this.sweepLater(key, share)
      else this.all.delete(key)
    })
    this.sweeps.add(cancel)
  }
}
