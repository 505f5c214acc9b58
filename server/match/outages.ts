import type { Millis } from '../base/time.ts'

/** Somebody in a match whose connection was lost. */
export interface Lost {
  userId: string
  address: string
}

/** Losses that come this close together may have one cause. */
const WINDOW: Millis = 5_000
/** A burst: so many people of so many addresses, and this part of all who play. */
const LEAST_PEOPLE = 6
const LEAST_ADDRESSES = 3
const LEAST_SHARE = 0.2
/** A process that did nothing for so long has kept its connections waiting; those that are lost shortly after it are lost through it. */
const STALL: Millis = 2_000
const AFTER_STALL: Millis = 10_000

/** Tells connections that were lost through a fault of the server or of the network from those that people ended. */
export class Outages {
  private losses: (Lost & { at: Millis })[] = []
  private lastBeat: Millis | null = null
  private until: Millis = -Infinity

  constructor(private readonly now: () => Millis) {}

  /** Whether people who are missing now are excused. */
  get active(): boolean {
    return this.now() < this.until
  }

  /** The process is alive; called many times a second while there are matches. */
  beat(): void {
    const now = this.now()
    if (this.lastBeat !== null && now - this.lastBeat >= STALL) this.until = now + AFTER_STALL
    this.lastBeat = now
  }

  /** No more beats come for a while, and that is no stall. */
  rest(): void {
    this.lastBeat = null
  }

  /** A connection was lost. here: how many people in matches are still connected. Returns who is excused now: nobody, or all that were lost
   *  in the same burst. */
  lost(one: Lost, here: number): readonly Lost[] {
    const now = this.now()
    this.beat()
    this.losses = [
      ...this.losses.filter(({ at, userId }) => now - at <= WINDOW && userId !== one.userId),
      { ...one, at: now },
    ]
    const people = this.losses.length
    const addresses = new Set(this.losses.map(({ address }) => address)).size
    if (people >= LEAST_PEOPLE && addresses >= LEAST_ADDRESSES && people >= LEAST_SHARE * (people + here))
      this.until = Math.max(this.until, now + WINDOW)
    return this.active ? this.losses : []
  }
}
