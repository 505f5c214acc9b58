import type { Chance } from '../../game/core/chance.ts'
import { MatchHost } from '../../game/core/match-host.ts'
import type { LogHeader } from '../../game/core/match-log.ts'
import type { Row, Task } from '../../game/core/task.ts'
import { ConfirmedRows } from './confirmed-rows.ts'
import type { PlayedFeed, SliceListener } from './match-feed.ts'
import { emptySnapshot, type MatchSnapshot } from './match-snapshot.ts'
import type { Timeline } from './timeline.ts'

/** Rows kept behind the newest: what a view looks back at. */
const KEPT_TICKS = 192
/** Longest time that passes at once, ms: while the page is hidden, the match stands still. */
const LONGEST_MILLIS = 100

/** Who decides for a seat of a match of this page, as often as an agent does. */
export interface LocalPlayer {
  /** The code of their action upon this state. */
  decide(state: Row, seat: number): number
}

export interface LocalMatch {
  task: Task
  header: LogHeader
  /** My seat; null: I watch. */
  seat: number | null
  /** Who decides for the other seats. */
  players: ReadonlyMap<number, LocalPlayer>
  /** Where the fresh words of the match come from. */
  chance: Chance
  /** What the match counts for, in words: it is never rated. */
  unratedReason: string
}

/** A match that this page plays by itself, at the pace of the clock that is handed in: no server knows of it, and nothing of it is stored. My
 *  actions apply with the next tick, those of the other players after the task's action latency. */
export class LocalFeed implements PlayedFeed {
  snapshot: MatchSnapshot
  private readonly host: MatchHost
  private readonly rows: ConfirmedRows
  private readonly coming: { tick: number; seat: number; code: number }[] = []
  private readonly listeners = new Set<() => void>()
  private readonly sliceListeners = new Set<SliceListener>()
  /** What of the log was told. */
  private told = { base: 0, to: -1, length: 0 }
  /** The time shown, in ticks. */
  private time = 0
  private movedAt: number | null = null

  constructor(private readonly match: LocalMatch) {
    const { task, header, seat, chance, unratedReason } = match
    this.host = new MatchHost(task, header, chance)
    this.rows = new ConfirmedRows(task.layout.length, KEPT_TICKS)
    this.snapshot = {
      ...emptySnapshot({ state: 'connected' }),
      state: 'in',
      entry: {
        match: header.match,
        mode: 'sparring',
        rated: false,
        unratedReason,
        public: false,
        header,
        task,
        seat,
        learning: null,
        raisedUntil: null,
        beside: null,
      },
      begun: true,
      policies: header.seats.map(() => null),
      lateDecisions: header.seats.map(() => 0),
      scores: header.seats.map(() => 0),
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Nobody in it says what they have in mind. */
  onMinds(): () => void {
    return () => undefined
  }

  onSlices(listener: SliceListener): () => void {
    const { to, length } = this.told
    if (to >= 0) listener({ base: 0, bytes: this.host.log.slice().subarray(0, length), from: -1, to })
    this.sliceListeners.add(listener)
    return () => void this.sliceListeners.delete(listener)
  }

  act(code: number, now: number): void {
    this.advance(now)
    const { seat } = this.match
    if (seat !== null && !this.over) this.host.act(seat, code)
  }

  /** It waits for nobody. */
  drew(): void {}

  frame(now: number): Timeline {
    this.advance(now)
    const { host, rows, time } = this
    const { tick } = host.match
    return {
      seat: this.match.seat,
      confirmedTick: tick,
      presumedTick: tick,
      knownTick: tick,
      seen: time,
      lead: time,
      row: (wanted) => rows.row(wanted),
    }
  }

  get confirmed(): Row | null {
    return this.rows.row(this.host.match.tick)
  }

  get recent(): Iterable<Row> {
    return this.rows
  }

  newest(): Row | null {
    return this.rows.row(Math.floor(this.time))
  }

  private get over(): boolean {
    return this.host.match.over
  }

  /** Moves to `now`, one tick ahead of the time shown, so that a view can draw between two. */
  private advance(now: number): void {
    const passed = this.movedAt === null ? 0 : Math.max(0, Math.min(LONGEST_MILLIS, now - this.movedAt))
    this.movedAt = Math.max(now, this.movedAt ?? now)
    this.time += (passed * this.match.task.ticksPerSecond) / 1000
    while (this.host.match.tick <= this.time && !this.over) this.step()
    this.time = Math.min(this.time, this.host.match.tick)
    this.tellSlice()
    this.tellNews()
  }

  private step(): void {
    const { host, coming, match } = this
    const next = host.match.tick + 1
    while (coming[0] && coming[0].tick <= next) {
      const { seat, code } = coming.shift()!
      host.act(seat, code)
    }
    host.advance()
    const { tick, row, out } = host.match
    this.rows.push(tick, row)
    if (this.over) return host.end(out.terminated ? 'finished' : 'time')
    const { decisionPeriod, actionLatency } = match.task
    if (tick % decisionPeriod !== 0) return
    for (const [seat, player] of match.players)
      coming.push({ tick: tick + 1 + actionLatency, seat, code: player.decide(row, seat) })
  }

  private tellSlice(): void {
    const { log, match } = this.host
    const { base, to: from, length } = this.told
    // An action of mine since the last tick is one of the next.
    if (match.tick === from) return
    this.told = { base: log.lastTick, to: match.tick, length: log.length }
    if (this.sliceListeners.size === 0) return
    const slice = { base, bytes: log.slice(length), from, to: match.tick }
    for (const listener of this.sliceListeners) listener(slice)
  }

  private tellNews(): void {
    const { match } = this.host
    const { scores, places } = match
    const before = this.snapshot
    const scored = scores.some((score, seat) => score !== before.scores[seat])
    const ended = this.over && this.time >= match.tick && before.result === null
    if (!scored && !ended) return
    const reason = match.out.terminated ? ('finished' as const) : ('time' as const)
    this.snapshot = { ...before, scores, result: ended ? { reason, scores, places } : before.result }
    for (const listener of this.listeners) listener()
  }
}
