import type { Millis } from '../base/time.ts'
import type { HostedMatch } from './hosted-match.ts'
import { Leavers } from './seats/leavers.ts'
import { Outages } from './seats/outages.ts'

/** Whom the end of a match is held against: who left a rated one pauses before the next, and nobody whose connection was lost with those of
 *  many. */
export class Blame {
  /** The people who left rated matches early, and pause before the next. */
  readonly leavers: Leavers
  private readonly outages: Outages
  private stopping = false

  constructor(now: () => Millis) {
    this.leavers = new Leavers(now)
    this.outages = new Outages(now)
  }

  /** From now on matches end because the server stops. */
  stop(): void {
    this.stopping = true
  }

  /** A match has ticked: this process is not held up. */
  beat(): void {
    this.outages.beat()
  }

  /** No match runs any more. */
  rest(): void {
    this.outages.rest()
  }

  /** Who lost their connection in this match at this moment, and with whom they did so by no fault of theirs. here: how many people are in
   *  matches. */
  connectionLost(
    { userId, address }: { userId: string; address: string },
    { match, settings }: HostedMatch,
    here: number,
  ): readonly { userId: string }[] {
    const played = (Math.max(0, match.tickNumber) / settings.task.ticksPerSecond) * 1000
    return this.outages.lost({ userId, address, played }, here)
  }

  /** What the end of a match means for the next ones of its people. */
  ended(hosted: HostedMatch): void {
    const { settings, match } = hosted
    const isVoid = settings.rated && match.result?.reason === 'void'
    const seats = match.presence()
    for (const seat of hosted.humanSeats)
      this.outages.ended(hosted.userAt(seat) ?? '', isVoid && !this.stopping && !seats[seat]?.connected)
    // A match that counts costs who left it the match.
    if (!settings.rated || hosted.counts || this.stopping) return
    // Who left while it went on was judged then.
    for (const seat of match.leavers) if (!match.left.includes(seat)) this.blame(hosted.userAt(seat))
  }

  /** Somebody gave up a seat for good while the match goes on: they may play another one at once, so they are judged now. */
  left(hosted: HostedMatch, seat: number): void {
    const userId = hosted.userAt(seat)
    const isEarly = hosted.noteLeft(seat)
    this.outages.ended(userId ?? '', false)
    const isBlamed = hosted.match.leavers.includes(seat)
    if (isEarly && isBlamed && hosted.settings.rated && !this.stopping) this.blame(userId)
  }

  private blame(userId: string | null): void {
    if (userId !== null && !this.outages.excuses(userId)) this.leavers.left(userId)
  }
}
