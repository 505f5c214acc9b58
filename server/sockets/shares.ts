import type { RateClass } from '../../game/protocol/messages.ts'
import type { Limits } from '../base/limits.ts'
import type { Millis, Timers } from '../base/time.ts'
import { TokenBucket } from '../base/token-bucket.ts'

/** How long the share of somebody without a connection is remembered: longer than its buckets take to fill. */
const KEEP: Millis = 60_000

export type MessageBuckets = Readonly<Record<RateClass, TokenBucket>>

/** The buckets for messages of one socket, one session or one address. */
export function messageBuckets(limits: Limits, per: 'Socket' | 'Session' | 'Address', now: Millis): MessageBuckets {
  return {
    input: new TokenBucket(limits[`inputPer${per}`], now),
    steady: new TokenBucket(limits[`steadyPer${per}`], now),
    rare: new TokenBucket(limits[`rarePer${per}`], now),
    model: new TokenBucket(limits[`modelPer${per}`], now),
  }
}

/** What all connections of an address, or of a session, have together. */
export interface Share {
  /** Connections that are open. */
  open: number
  readonly messages: MessageBuckets
}

export interface AddressShare extends Share {
  readonly handshakes: TokenBucket
  readonly packets: TokenBucket
  readonly bytes: TokenBucket
}

export const sessionShare = (limits: Limits, now: Millis): Share => ({
  open: 0,
  messages: messageBuckets(limits, 'Session', now),
})

export const addressShare = (limits: Limits, now: Millis): AddressShare => ({
  open: 0,
  messages: messageBuckets(limits, 'Address', now),
  handshakes: new TokenBucket(limits.handshakesPerAddress, now),
  packets: new TokenBucket(limits.packetsPerAddress, now),
  bytes: new TokenBucket(limits.bytesPerAddress, now),
})

/** The shares of all who are or were just connected, by address or by session. */
export class Shares<S extends Share> {
  private readonly all = new Map<string, S>()
  private readonly sweeps = new Set<() => void>()

  constructor(
    private readonly timers: Timers,
    private readonly make: (now: Millis) => S,
  ) {}

  of(key: string): S {
    const known = this.all.get(key)
    if (known) return known
    const made = this.make(this.timers.now())
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
