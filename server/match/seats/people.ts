import type { SeatHolder } from '../../../game/core/match-log.ts'
import type { Presence, SeatPresence } from '../../../game/protocol/replies.ts'
import { HumanSeat } from './human-seat.ts'
import type { Millis } from '../../base/time.ts'

export interface MatchLimits {
  /** For how long a match waits for its people before it begins. */
  join: Millis
  /** For how long the seat of a lost connection is held. */
  hold: Millis
  /** For how long, in all, a match stands still for one seat. */
  pause: Millis
  /** For how long a match waits for the court of who has come to be drawn. */
  draw: Millis
}

export const MATCH_LIMITS: MatchLimits = { join: 10_000, hold: 30_000, pause: 30_000, draw: 4_000 }

/** The people of a match: what they do, who is away, and for how long the others wait. */
export class People {
  private readonly seats: readonly (HumanSeat | null)[]
  /** Seats of people, but for those left for good: asked each tick. */
  private held: readonly HumanSeat[]
  private readonly createdAt: Millis
  private begun = false
  /** Since when the match stands still; null while it goes on. */
  private still: Millis | null = null

  constructor(
    holders: readonly SeatHolder[],
    private readonly clock: () => Millis,
    private readonly limits: MatchLimits,
  ) {
    this.createdAt = clock()
    this.seats = holders.map(({ kind }) => (kind === 'human' ? new HumanSeat(this.createdAt) : null))
    this.held = this.seats.filter((human) => human !== null)
  }

  get allHere(): boolean {
    return this.held.every((human) => human.here)
  }

  /** Whether everybody is here, and has a court to see or has had the time for it. */
  get ready(): boolean {
    const now = this.clock()
    return this.held.every((human) => human.ready(now))
  }

  /** How many are there. */
  get here(): number {
    return this.held.filter((human) => human.here).length
  }

  /** The first seat of a person who has not left for good; −1 where there is none. */
  get first(): number {
    return this.seats.findIndex((human) => human && !human.left)
  }

  /** Seats of people who are not there, and may come. */
  get away(): number[] {
    return this.seats.flatMap((human, seat) => (human && !human.here && !human.left ? [seat] : []))
  }

  /** How many have not left for good. */
  get count(): number {
    return this.held.length
  }

  /** Whether they have had their time to come, and those who came and went theirs to come back: until any court would be drawn. */
  get late(): boolean {
    const { join, draw } = this.limits
    return this.clock() - this.createdAt >= (this.missing.length > 0 ? join : join + draw)
  }

  /** Seats whose people keep the others from beginning: they never came, or went away by no excuse while somebody waits. */
  get absent(): number[] {
    return this.seats.flatMap((human, seat) => {
      if (!human || human.here || human.left) return []
      return !human.joined || (this.here > 0 && !human.excused) ? [seat] : []
    })
  }

  /** Whether this person went to another page, rather than lost the connection. */
  steppedOut(seat: number): boolean {
    return this.seats[seat]?.steppedOut ?? false
  }

  /** The match has begun. */
  begin(): void {
    this.begun = true
  }

  /** Whether somebody has gone away for whom the match may stand still. */
  get worthWaiting(): boolean {
    return this.held.some((human) => human.joined && !human.here && this.stoodFor(human) < this.pauseOf(human))
  }

  /** Whether there are several people, and none of them is there: then nobody has lost to anybody. */
  get deserted(): boolean {
    return this.held.length > 1 && this.here === 0
  }

  /** What follows from seats that were held for long enough: one that is given up, and whether by no fault of its person, those by a fault
   *  first; that nobody is there any more; null: nothing yet. Where everybody is away, all are waited for, since what they share may be a
   *  fault of the network or of this server. */
  get outcome(): { seat: number; excused: boolean; how: 'lost' | 'away' } | 'deserted' | null {
    // Asked each tick, and nearly always everybody is here.
    if (this.held.every((human) => human.here)) return null
    const humans = this.held
    const lost = humans.filter((human) => this.awayFor(human) >= this.holdOf(human))
    const given = lost.find((human) => !human.excused) ?? lost[0]
    if (!given) return null
    if (this.deserted) return lost.length === humans.length ? 'deserted' : null
    return { seat: this.seats.indexOf(given), excused: given.excused, how: given.steppedOut ? 'away' : 'lost' }
  }

  /** Whether there are other people's seats than this one, and all of them were held for long enough. */
  desertedBut(seat: number): boolean {
    const others = this.held.filter((human) => human !== this.seats[seat])
    return others.length > 0 && others.every((human) => this.awayFor(human) >= this.holdOf(human))
  }

  /** Seats whose people never came. */
  get missing(): number[] {
    return this.seats.flatMap((human, seat) => (human && !human.joined ? [seat] : []))
  }

  /** The person is away by no fault of theirs: the seat is held twice as long, and is not lost. False where nobody is away. */
  excuse(seat: number): boolean {
    const human = this.seats[seat]
    if (!human || human.here || human.left) return false
    human.excused = true
    return true
  }

  /** Somebody comes; false where it is no person's seat or they are here. draws: they will say when their court is drawn. */
  arrive(seat: number, draws: boolean): boolean {
    const human = this.seats[seat]
    if (!human || human.here || human.left) return false
    human.stoodFor = this.stoodFor(human)
    human.arrive(draws ? this.drawnBy : -Infinity)
    return true
  }

  /** The court of somebody who is here is drawn. */
  drew(seat: number): void {
    this.seats[seat]?.drew()
  }

  /** Somebody goes, and does nothing from the tick `next` on; false where nobody was here. steppedOut: to another page. */
  depart(seat: number, next: number, steppedOut: boolean): boolean {
    const human = this.seats[seat]
    if (!human?.here) return false
    human.depart(this.clock(), next, steppedOut)
    return true
  }

  /** A person's seat is given up for good: nothing is done in it from the tick `next` on. */
  leave(seat: number, next: number): void {
    const human = this.seats[seat]
    if (!human) return
    if (human.here) human.depart(this.clock(), next, true)
    human.left = true
    this.held = this.held.filter((other) => other !== human)
  }

  /** An action of this seat for a tick; false where nobody is here or it lies too far ahead. next: the next tick to be stepped. */
  schedule(seat: number, tick: number, next: number, code: number): boolean {
    const human = this.seats[seat]
    return human?.here ? human.schedule(tick, next, code) : false
  }

  /** The action that starts to hold at this tick, or −1. */
  actionAt(seat: number, tick: number): number {
    return this.seats[seat]?.actionAt(tick) ?? -1
  }

  /** The match stands still from now on. */
  pause(): void {
    this.still = this.clock()
  }

  /** The match goes on; for how long it stood still. */
  resume(): Millis {
    for (const human of this.seats) if (human) human.stoodFor = this.stoodFor(human)
    const millis = this.clock() - (this.still ?? this.clock())
    this.still = null
    return millis
  }

  /** The presence of each seat; agents are always there. */
  presence(phase: Presence['phase']): Omit<SeatPresence, 'wantsRematch'>[] {
    return this.seats.map((human) => {
      if (!human || human.here)
        return { joined: true, connected: true, heldMillis: null, steppedOut: false, left: false }
      const { joined, steppedOut, left: gone } = human
      if (phase === 'over' || gone) return { joined, connected: false, heldMillis: null, steppedOut, left: gone }
      const left =
        phase === 'waiting'
          ? this.createdAt + this.limits.join + (joined ? this.limits.draw : 0) - this.clock()
          : this.holdOf(human) - this.awayFor(human)
      return { joined, connected: false, heldMillis: Math.max(0, Math.round(left)), steppedOut, left: false }
    })
  }

  /** Until when the court of who comes now may take to be drawn. Coming again and again puts no beginning off. */
  private get drawnBy(): Millis {
    const { join, draw } = this.limits
    const longest = this.clock() + draw
    return this.begun ? longest : Math.min(longest, this.createdAt + join + draw)
  }

  private holdOf(human: HumanSeat): Millis {
    return human.excused ? 2 * this.limits.hold : this.limits.hold
  }

  private pauseOf(human: HumanSeat): Millis {
    return human.excused ? 2 * this.limits.pause : this.limits.pause
  }

  private awayFor(human: HumanSeat): Millis {
    return human.awaySince === null ? 0 : this.clock() - human.awaySince
  }

  /** For how long the match has stood still for this seat, up to now. */
  private stoodFor(human: HumanSeat): Millis {
    if (this.still === null || human.awaySince === null) return human.stoodFor
    return human.stoodFor + this.clock() - Math.max(this.still, human.awaySince)
  }
}
