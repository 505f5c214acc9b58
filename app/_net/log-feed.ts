import { readEvents, type LogEvent, type MatchLog } from '../../game/core/match-log.ts'
import { Playback, type Place } from '../../game/core/playback.ts'
import type { Row, Task } from '../../game/core/task.ts'
import type { MatchResult } from '../../game/protocol/replies.ts'
import { ConfirmedRows } from './confirmed-rows.ts'
import type { MatchFeed, SliceListener } from './match-feed.ts'
import { newsOf, stateOnEntry } from './match-news.ts'
import { emptySnapshot, type MatchEntry, type MatchSnapshot } from './match-snapshot.ts'
import type { Timeline } from './timeline.ts'

/** Rows kept behind the one shown: what a view looks back at. */
const KEPT_TICKS = 192
/** Ticks that are stepped beyond the one shown, so that a view can draw between two. */
const AHEAD_TICKS = 2
/** Ticks from one place that can be gone back to, to the next. */
const KEYFRAME_TICKS = 600

/** What a log does not say of its match. */
type About = Pick<MatchEntry, 'mode' | 'rated' | 'public'>

/** A match that is over, from its stored log, at the pace of the clock that is handed in with each frame. */
export class LogFeed implements MatchFeed {
  snapshot: MatchSnapshot
  /** Ticks shown for each that passes; 0: it stands still. */
  speed = 1
  private readonly playback: Playback
  private readonly events: readonly LogEvent[]
  private readonly rows: ConfirmedRows
  private readonly keyframes: Place[] = []
  private readonly listeners = new Set<() => void>()
  /** The time shown, in ticks. */
  private time = 0
  private movedAt: number | null = null

  constructor(
    private readonly task: Task,
    private readonly log: MatchLog,
    about: About,
  ) {
    const { header } = log
    this.playback = new Playback(task, header)
    this.events = readEvents(log.body, this.playback.codec.bytes)
    this.rows = new ConfirmedRows(task.layout.length, KEPT_TICKS)
    const entry = {
      ...about,
      match: header.match,
      header,
      task,
      seat: null,
      learning: null,
      raisedUntil: null,
      beside: null,
      unratedReason: null,
    }
    this.snapshot = { ...emptySnapshot({ state: 'connected' }), state: 'in', entry }
    this.step(AHEAD_TICKS)
    this.snapshot = { ...this.snapshot, ...this.shown(0) }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** A log does not say what agents had in mind. */
  onMinds(): () => void {
    return () => undefined
  }

  /** The whole log is there already. */
  onSlices(listener: SliceListener): () => void {
    const { body, footer } = this.log
    listener({ base: 0, bytes: body, from: -1, to: footer.ticks })
    return () => undefined
  }

  frame(now: number): Timeline {
    const passed = this.movedAt === null ? 0 : Math.max(0, now - this.movedAt)
    this.movedAt = now
    this.time = Math.min(this.log.footer.ticks, this.time + (passed * this.speed * this.task.ticksPerSecond) / 1000)
    const events = this.step(Math.floor(this.time) + AHEAD_TICKS)
    const news = newsOf(this.playback, events, this.snapshot, now)
    const { result } = this
    if (news || (result && !this.snapshot.result)) this.change({ ...news, result })
    return this.timeline()
  }

  /** Goes to this tick, forwards or back. */
  seek(tick: number, now: number): void {
    this.time = Math.max(0, Math.min(this.log.footer.ticks, tick))
    this.movedAt = now
    const wanted = Math.floor(this.time)
    // What lies before the tick is drawn too, such as what has just happened.
    const first = Math.max(0, wanted - KEPT_TICKS / 2)
    const place = this.keyframes.findLast((keyframe) => keyframe.tick <= first)
    if (place && (wanted < this.playback.tick || place.tick > this.playback.tick)) {
      this.playback.restore(place)
      this.rows.push(place.tick, place.row)
    }
    this.step(wanted + AHEAD_TICKS)
    this.change(this.shown(now))
  }

  get confirmed(): Row {
    return this.playback.state
  }

  get recent(): Iterable<Row> {
    return this.rows
  }

  newest(): Row | null {
    return this.rows.row(Math.floor(this.time))
  }

  private timeline(): Timeline {
    const { playback, rows, time } = this
    return {
      seat: null,
      confirmedTick: playback.tick,
      presumedTick: playback.tick,
      knownTick: playback.tick,
      seen: time,
      lead: time,
      row: (tick) => rows.row(tick),
    }
  }

  /** Steps up to this tick, as far as the log goes, and returns the events on the way. */
  private step(to: number): readonly LogEvent[] {
    const { playback, events, rows, keyframes } = this
    const last = Math.min(to, this.log.footer.ticks)
    if (last <= playback.tick) return []
    const from = playback.position
    let end = from
    while (end < events.length && events[end]!.tick <= last) end++
    const coming = events.slice(from, end)
    playback.apply(coming, last, ({ tick, state }) => {
      rows.push(tick, state)
      if (tick % KEYFRAME_TICKS === 0 && tick === keyframes.length * KEYFRAME_TICKS) keyframes.push(playback.save())
    })
    return coming
  }

  /** What the snapshot says at the tick that is stepped to. */
  private shown(now: number): Partial<MatchSnapshot> {
    const { playback, events, result } = this
    return { ...stateOnEntry(playback, events.slice(0, playback.position), now), result }
  }

  private get result(): MatchResult | null {
    const { playback, log } = this
    const { scores, places } = log.footer
    return playback.ended && this.time >= log.footer.ticks ? { reason: playback.ended.reason, scores, places } : null
  }

  private change(part: Partial<MatchSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...part }
    for (const listener of this.listeners) listener()
  }
}
