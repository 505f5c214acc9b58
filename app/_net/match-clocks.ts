import { batchPace } from '../../game/protocol/batch-pace.ts'
import { ClockSync } from './clock-sync.ts'
import { MAX_PREDICTED_TICKS } from './prediction.ts'
import { SmoothClock } from './smooth-clock.ts'

/** Spectators stay at least this far behind, so that nothing ever stutters (ms). */
const SPECTATOR_MILLIS = 100
/** Room left between what has arrived and what is shown, in ticks. */
const SPARE_TICKS = 0.25
/** A late input moves the lead up; the extra fades at this pace (ticks a second). */
const MARGIN_FADE = 0.25
const MAX_MARGIN = 6
/** More jitter than this is a page that was held up, not a network, ms. */
const MAX_JITTER_MILLIS = 100
/** The server drops an input that lies 15 ticks ahead of it. One sent at the lead time comes no earlier than over the fastest path, so the lead
 *  stays within this of that path, however long round trips seem to a busy page. */
const FURTHEST_AHEAD = 8
/** For so long the lead goes on without a frame; see `leadAt`. */
const MOST_HELD_UP_TICKS = 60

/** The two times at which a match is shown: what is confirmed a little behind its arrival, my own seat ahead of the server by half the
 *  round trip, the 95th percentile of jitter and a tick, so that an input reaches the server just before its tick. */
export class MatchClocks {
  readonly tickMillis: number
  readonly sync: ClockSync
  seen = 0
  lead = 0
  private readonly seenClock: SmoothClock
  private readonly leadClock: SmoothClock
  private movedAt = 0
  private margin = 0
  private marginAt = 0

  constructor(
    ticksPerSecond: number,
    private readonly playing: boolean,
  ) {
    const tickMillis = (this.tickMillis = 1000 / ticksPerSecond)
    this.sync = new ClockSync(tickMillis, batchPace(playing ? 'players' : 'watchers', ticksPerSecond).slot)
    this.seenClock = new SmoothClock(tickMillis, 0.3, 30)
    this.leadClock = new SmoothClock(tickMillis, 0.1, 8)
  }

  /** An input of mine came `ticks` too late: lead by more for a while. */
  late(ticks: number, now: number): void {
    this.margin = Math.min(MAX_MARGIN, Math.max(this.marginNow(now), ticks))
    this.marginAt = now
  }

  /** Time stood still and goes on, or what we knew is void. */
  reset(): void {
    this.sync.reset()
    this.leadClock.reset()
    this.seenClock.reset()
  }

  /** Moves both times to `at`, never back. presumedTick: the last one that may be seen; see Timeline · running: ticks are expected; else both
   *  rest. */
  advance(at: number, confirmedTick: number, presumedTick: number, running: boolean): void {
    // The time of a frame may lie a little before that of a key that came in it.
    const now = Math.max(at, this.movedAt)
    this.movedAt = now
    if (!running || !this.sync.ready) {
      // What was on its way is still shown in its time; then everything rests.
      const rest = Math.max(confirmedTick, Math.min(presumedTick, this.seen))
      this.seen = Math.min(rest, Math.max(this.seen, this.seenClock.follow(rest, now)))
      this.seenClock.hold(this.seen, now)
      this.lead = confirmedTick
      this.leadClock.reset()
      return
    }
    const newest = this.sync.newest(now)
    const least = this.playing ? 0 : SPECTATOR_MILLIS / this.tickMillis
    const wanted = newest - Math.max(least, this.sync.buffer) - SPARE_TICKS
    const seen = Math.min(presumedTick, this.seenClock.follow(Math.min(wanted, presumedTick), now))
    // It never goes back, except where the match itself did.
    this.seen = seen < this.seen && this.seen <= presumedTick ? this.seen : seen
    this.seenClock.hold(this.seen, now)
    if (!this.playing) {
      this.lead = this.seen
      return
    }
    const { roundTrip, shortestTrip, jitter } = this.sync
    const usual = (roundTrip + Math.min(MAX_JITTER_MILLIS, jitter)) / this.tickMillis + 1 + this.marginNow(now)
    const ahead = Math.min(usual, shortestTrip / this.tickMillis + FURTHEST_AHEAD)
    const furthest = confirmedTick + MAX_PREDICTED_TICKS - 2
    this.lead = Math.max(this.seen, this.leadClock.follow(Math.min(newest + ahead, furthest), now))
    this.leadClock.hold(this.lead, now)
  }

  /** What `lead` has become by `now`, without moving to it: a page that is held up hears its keys before it draws. */
  leadAt(now: number): number {
    return this.lead + Math.max(0, Math.min(MOST_HELD_UP_TICKS, (now - this.movedAt) / this.tickMillis))
  }

  private marginNow(now: number): number {
    return Math.max(0, this.margin - ((now - this.marginAt) / 1000) * MARGIN_FADE)
  }
}
