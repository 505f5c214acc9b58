import { AddressCounts } from '../base/networks.ts'
import type { Timers } from '../base/time.ts'
import type { HttpLimits } from './http-limits.ts'
import { HttpRefusal } from './http-refusal.ts'

export type Release = (early?: boolean) => void

interface Waiter {
  address: string
  grant: () => void
}

/** The slots of requests that may ask web at the same time. No network takes all: it holds at most its share, and no more than are still free, so there is
 *  always something left for the next. Who finds none waits in line, for a while. */
export class UpstreamSlots {
  readonly #held = new AddressCounts()
  readonly #waitingOf = new AddressCounts()
  readonly #line = new Set<Waiter>()
  #inUse = 0

  constructor(
    private readonly limits: HttpLimits,
    private readonly timers: Timers,
  ) {}

  /** Slots taken, and requests in line. */
  get status(): { inUse: number; waiting: number } {
    return { inUse: this.#inUse, waiting: this.#line.size }
  }

  /** Takes a slot for `address` and gives the function that returns it. Who left before the reply is `early`: their slot is free for others
   *  at once, and counts for them a while longer, because web does not stop at once. Rejects with an HttpRefusal (503) when too many of the address
   *  wait already or none was free in time, and with the signal's reason when it is aborted before. */
  acquire(address: string, signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted()
    if (this.#mayTake(address)) return Promise.resolve(this.#grant(address))
    if (!this.#waitingOf.hasRoom(address, this.limits.waitingPerAddress)) return Promise.reject(busy())
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#line.delete(waiter)
        this.#waitingOf.add(address, -1)
        cancel()
        signal.removeEventListener('abort', onAbort)
      }
      const waiter: Waiter = {
        address,
        grant: () => {
          leave()
          resolve(this.#grant(address))
        },
      }
      const onAbort = (): void => {
        leave()
        reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted'))
      }
      const cancel = this.timers.after(this.limits.waitMs, () => {
        leave()
        reject(busy())
      })
      signal.addEventListener('abort', onAbort)
      this.#waitingOf.add(address, 1)
      this.#line.add(waiter)
    })
  }

  #mayTake(address: string): boolean {
    const free = this.limits.upstream - this.#inUse
    return this.#held.hasRoom(address, this.limits.upstreamPerAddress, free)
  }

  #grant(address: string): Release {
    this.#inUse++
    this.#held.add(address, 1)
    let held = true
    return (early = false) => {
      if (!held) return
      held = false
      this.#inUse--
      if (early) this.timers.after(this.limits.coolMs, () => this.#forget(address))
      else this.#held.add(address, -1)
      this.#serve()
    }
  }

  #forget(address: string): void {
    this.#held.add(address, -1)
    this.#serve()
  }

  #serve(): void {
    for (const waiter of this.#line) if (this.#mayTake(waiter.address)) waiter.grant()
  }
}

function busy(): HttpRefusal {
  return new HttpRefusal(503, 'busy', 'Too many requests from your address are under way: try again in a moment.', {
    'Retry-After': '2',
  })
}
