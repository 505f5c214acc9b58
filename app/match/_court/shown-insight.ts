import type { Portrait } from '../../../game/core/person-model.ts'
import type { ForetoldTally } from '../../../game/learn/sparring/foretelling.ts'
import { noInsight, type Insight } from '../../_stage/insight.ts'
import { settings } from '../../_ui/settings.ts'
import type { Notice } from './notices.ts'
import { Noticing } from './noticing.ts'

/** What my partner shows on the court of what it knows of me. Written by the trainer's end and by what comes of a point, read with each frame;
 *  React hears of the sentence alone. */
export class ShownInsight implements Insight {
  /** Whether anything was expected of me in this match. */
  hasExpected = false
  /** What is said now, with the seat of whom it is said of; null: nothing. */
  notice: (Notice & { seat: number }) | null = null
  pointsAt: Insight['pointsAt'] = null
  private latest: Insight['foretold'] = null
  private readonly noticing = new Noticing()
  /** The scores when it was last thought about what to say; null: not yet. */
  private scores: string | null = null
  private readonly listeners = new Set<() => void>()

  get foretold(): Insight['foretold'] {
    return this.latest
  }

  set foretold(foretold: Insight['foretold']) {
    this.latest = foretold
    if (!foretold || this.hasExpected) return
    this.hasExpected = true
    for (const listener of this.listeners) listener()
  }

  /** What is to be drawn: nothing where that is not wanted. */
  get now(): Insight {
    return settings().ghost ? this : noInsight
  }

  /** Says something where a point was made since the last call, and there is something to say. seat: of whom the portrait is. foretold: of the
   *  latest expectations of them. now: ms, from any beginning. */
  hear(portrait: Portrait, foretold: ForetoldTally | null, scores: readonly number[], seat: number, now: number): void {
    // The match has not begun.
    if (scores.length === 0) return
    const before = this.scores
    this.scores = scores.join(' ')
    if (before === null || before === this.scores || !settings().ghost) return
    const notice = this.noticing.next(portrait, foretold, now)
    if (notice) this.say({ ...notice, seat })
  }

  /** What was said has stood there for long enough. */
  endNotice(): void {
    this.say(null)
  }

  /** The match is over: what was expected will not come. */
  end(): void {
    this.foretold = null
    this.endNotice()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private say(notice: typeof this.notice): void {
    this.notice = notice
    this.pointsAt = notice && notice.region !== null ? { seat: notice.seat, region: notice.region } : null
    for (const listener of this.listeners) listener()
  }
}
