import type { MatchClient } from '../../_net/match-client.ts'
import type { Court, CourtEvent } from '../../_stage/court.ts'
import { HeldKeys } from '../held-keys.ts'
import type { MindLog } from '../_panel/mind-log.ts'

/** Longest step of time that is drawn at once, ms: after a hidden tab the court does not replay what was missed. */
const LONGEST_MILLIS = 100

/** One frame as it was drawn. */
export interface DrawnFrame {
  /** Frames drawn so far, this one included. */
  readonly count: number
  /** When the browser began it, ms of the page's monotonic clock. */
  readonly at: number
  /** The time that passed for the court since the frame before, ms. */
  readonly millis: number
  /** See Court.drawn. */
  readonly scene: object
}

/** The loop of one match's court: reads the controls, moves the match to now, draws. Runs with the screen's frames, outside React. */
export class CourtLoop {
  readonly keys: HeldKeys
  /** Where a finger or the mouse wants the paddle, as a share of the court's height from its top; null: nowhere. */
  private pointed: number | null = null
  private handle = 0
  private last: number | null = null
  private count = 0
  private millis = 0
  private action: number

  constructor(
    private readonly client: MatchClient,
    private readonly court: Court,
    private readonly minds: MindLog,
    private readonly onEvent: (event: CourtEvent) => void,
  ) {
    this.action = court.idle
    this.keys = new HeldKeys((code) => court.keyAction(code))
  }

  /** The last frame; null before the first. */
  get drawn(): DrawnFrame | null {
    const { count, last, millis, court } = this
    return count === 0 || last === null ? null : { count, at: last, millis, scene: court.drawn }
  }

  start(): void {
    this.handle = requestAnimationFrame((now) => this.frame(now))
  }

  stop(): void {
    cancelAnimationFrame(this.handle)
  }

  /** A finger or the mouse wants the paddle there (a share of the court's height from its top), or nowhere any more (null). */
  point(share: number | null): void {
    this.pointed = share === null ? null : Math.max(0, Math.min(1, share))
  }

  /** A key changed: act on it now instead of with the next frame. */
  keyChanged(): void {
    this.pointed = null
    this.act(this.keys.action ?? this.court.idle)
  }

  /** Lets go of everything: the tab was hidden, or the focus went elsewhere. */
  release(): void {
    this.keys.clear()
    this.pointed = null
    this.act(this.court.idle)
  }

  /** Where my paddle is, as a share of the court's height from its top. */
  place(): number {
    const timeline = this.client.frame(Math.max(this.last ?? 0, performance.now()))
    return timeline ? this.court.place(timeline) : 0.5
  }

  private act(action: number): void {
    this.action = action
    this.client.act(action, performance.now())
  }

  private frame(now: number): void {
    this.handle = requestAnimationFrame((next) => this.frame(next))
    const millis = this.last === null ? 0 : Math.min(LONGEST_MILLIS, Math.max(0, now - this.last))
    this.last = now
    const timeline = this.client.frame(now)
    if (!timeline) return
    if (timeline.seat !== null) {
      const held = this.keys.action
      if (held !== null) this.action = held
      else if (this.pointed !== null) this.action = this.court.steer(timeline, this.pointed, this.action, millis)
      else this.action = this.court.idle
      this.client.act(this.action, now)
    }
    this.count++
    this.millis = millis
    this.minds.pass(millis)
    for (const event of this.court.frame(timeline, this.minds.latest, millis)) this.onEvent(event)
  }
}
