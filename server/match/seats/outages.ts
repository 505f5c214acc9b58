import { siteOf } from '../../base/networks.ts'
import type { Millis } from '../../base/time.ts'

/** Somebody in a match whose connection was lost. */
export interface Lost {
  userId: string
  address: string
  /** For how long their match has been played. */
  played: Millis
}

/** Losses that come this close together may have one cause. */
const WINDOW: Millis = 5_000
/** A burst: so many people who had played for a while, from so many networks (/24, or /48 of IPv6), and this part of all who play. */
const LEAST_PEOPLE = 6
const LEAST_SITES = 3
const LEAST_SHARE = 0.2
const LEAST_PLAYED: Millis = 30_000
/** Rated matches of a person that a burst makes void within a day: people who drop their connections together can do so too. */
export const MOST_EXCUSES = 2
const DAY: Millis = 24 * 3_600_000
const MOST_KEPT = 10_000
/** A process that did nothing for so long has kept its connections waiting; those that are lost shortly after it are lost through it. */
const STALL: Millis = 2_000
const AFTER_STALL: Millis = 10_000

/** Tells connections that were lost through a fault of the server or of the network from those that people ended. */
export class Outages {
  private losses: (Lost & { at: Millis })[] = []
  private lastBeat: Millis | null = null
  private stallUntil: Millis = -Infinity
  private burstUntil: Millis = -Infinity
  /** The people who were excused by a burst in the match that they play. */
  private readonly excused = new Set<string>()
  /** When a burst made a rated match of this person void; the latest last. */
  private readonly spent = new Map<string, Millis[]>()

  constructor(private readonly now: () => Millis) {}

  /** Whether this person is excused for being lost now. */
  excuses(userId: string): boolean {
    return this.stalled || (this.now() < this.burstUntil && this.spentBy(userId).length < MOST_EXCUSES)
  }

  /** The process is alive; called many times a second while there are matches. */
  beat(): void {
    const now = this.now()
    if (this.lastBeat !== null && now - this.lastBeat >= STALL) this.stallUntil = now + AFTER_STALL
    this.lastBeat = now
  }

  /** No more beats come for a while, and that is no stall. */
  rest(): void {
    this.lastBeat = null
  }

  /** A connection was lost. here: how many people in matches are still connected. Returns who is excused now: nobody, or all that were lost
   *  in the same burst and have an excuse left. */
  lost(one: Lost, here: number): readonly Lost[] {
    const now = this.now()
    this.beat()
    this.losses = [
      ...this.losses.filter(({ at, userId }) => now - at <= WINDOW && userId !== one.userId),
      { ...one, at: now },
    ]
    const counted = this.losses.filter(({ played }) => played >= LEAST_PLAYED)
    const sites = new Set(counted.map(({ address }) => siteOf(address))).size
    const all = this.losses.length + here
    if (counted.length >= LEAST_PEOPLE && sites >= LEAST_SITES && counted.length >= LEAST_SHARE * all)
      this.burstUntil = Math.max(this.burstUntil, now + WINDOW)
    const excused = this.losses.filter(({ userId }) => this.excuses(userId))
    // What is the server's own fault costs nobody an excuse.
    if (!this.stalled) for (const { userId } of excused) this.excused.add(userId)
    return excused
  }

  /** A person's match is over. isSpared: it was rated and is void, and they did not come back. */
  ended(userId: string, isSpared: boolean): void {
    if (!this.excused.delete(userId) || !isSpared) return
    const times = [...this.spentBy(userId), this.now()]
    this.spent.delete(userId)
    this.spent.set(userId, times)
    const [oldest] = this.spent.keys()
    if (this.spent.size > MOST_KEPT && oldest !== undefined) this.spent.delete(oldest)
  }

  private get stalled(): boolean {
    return this.now() < this.stallUntil
  }

  private spentBy(userId: string): Millis[] {
    return (this.spent.get(userId) ?? []).filter((at) => this.now() - at < DAY)
  }
}
