import { readEvents, type LogEvent } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { taskById } from '../../game/tasks/index.ts'
import type { JoinReply, MatchResult, Mind } from '../../game/protocol/messages.ts'
import { TicksReader } from '../../game/protocol/ticks-frame.ts'
import type { Clock } from './clock.ts'
import { ConfirmedRows } from './confirmed-rows.ts'
import { KeepAlive } from './keep-alive.ts'
import { MatchClocks } from './match-clocks.ts'
import { newsOf, stateOnEntry } from './match-news.ts'
import { emptySnapshot, type MatchSnapshot } from './match-snapshot.ts'
import { PendingInputs } from './pending-inputs.ts'
import { toBytes, unreachable, type LinkStatus, type Pipe } from './pipe.ts'
import { Prediction } from './prediction.ts'
import type { Timeline } from './timeline.ts'

const JOIN_AGAIN_MILLIS = 1000
/** Rows kept of what is confirmed: enough for the longest delay shown. */
const KEPT_TICKS = 192

const MOST_EARLY = 400

type Joined = Extract<JoinReply, { ok: true }>

/** What of a joined match changes with each tick. */
interface Live {
  playback: Playback
  rows: ConfirmedRows
  clocks: MatchClocks
  pending: PendingInputs
  prediction: Prediction | null
  /** Reads the batches that follow; null where one is missing. */
  reader: TicksReader | null
  seat: number | null
  /** All events so far. */
  events: LogEvent[]
  /** A wish waits to be sent. */
  waits: boolean
}

/** The first tick that an input sent now can still change. */
const nextTick = ({ playback, clocks }: Pick<Live, 'playback' | 'clocks'>, now: number): number =>
  Math.max(playback.tick, Math.floor(clocks.leadAt(now))) + 1

/** A slice of the log as it came, for whoever else steps the match. */
export type TicksListener = (base: number, to: number, events: readonly LogEvent[]) => void

/** One match as one page plays or watches it: joins, keeps the confirmed state, predicts the own seat, resumes. Knows no React, no DOM. */
export class MatchClient {
  snapshot: MatchSnapshot
  private live: Live | null = null
  private joining = false
  private disposed = false
  private stops: (() => void)[] = []
  private lastJoin = -Infinity
  private wasLost = false
  /** Batches that came while the reply to joining was on its way. */
  private early: Uint8Array[] = []
  private readonly alive: KeepAlive
  private readonly changeListeners = new Set<() => void>()
  private readonly mindListeners = new Set<(minds: readonly Mind[]) => void>()
  private readonly tickListeners = new Set<TicksListener>()

  constructor(
    private readonly pipe: Pipe,
    private readonly clock: Clock,
    private readonly match: string,
    private readonly key?: string,
  ) {
    this.snapshot = emptySnapshot(pipe.status)
    this.alive = new KeepAlive(pipe, clock, (millis) => this.pinged(millis))
  }

  /** Begins: joins as soon as there is a connection. */
  start(): void {
    const { pipe } = this
    this.disposed = false
    this.stops = [
      pipe.onStatus((status) => this.linkChanged(status)),
      pipe.on('match:ticks', (bytes) => this.ticksCame(toBytes(bytes))),
      pipe.on('match:presence', (presence) => this.joining || this.change({ presence, presenceAt: this.clock.now() })),
      pipe.on('match:minds', ({ minds }) => this.joining || this.mindListeners.forEach((hear) => hear(minds))),
      pipe.on('match:over', (result) => this.joining || this.over(result)),
      pipe.on('match:recorded', (recorded) => recorded.match === this.match && this.change({ recorded })),
      pipe.on('match:next', (next) => this.change({ next })),
      pipe.on('match:seat-taken', (taken) => taken.match === this.match && this.taken()),
      pipe.on('server:notice', ({ message }) => this.change({ notice: message })),
    ]
    this.change({ link: pipe.status })
    this.alive.start()
    if (pipe.status.state === 'connected') void this.join()
  }

  /** Ends: listens to nothing any more. */
  dispose(): void {
    this.disposed = true
    this.alive.stop()
    for (const stop of this.stops) stop()
    // A seat in a match that runs stays mine; who watches, or has played to the end, goes.
    const { state, result } = this.snapshot
    if (this.live && state === 'in' && (this.live.seat === null || result))
      void this.pipe.ask('match:leave', { match: this.match })
    this.changeListeners.clear()
    this.mindListeners.clear()
    this.tickListeners.clear()
  }

  /** Calls back when the snapshot was replaced; returns how to stop. */
  subscribe = (listener: () => void): (() => void) => {
    this.changeListeners.add(listener)
    return () => void this.changeListeners.delete(listener)
  }

  onMinds(listener: (minds: readonly Mind[]) => void): () => void {
    this.mindListeners.add(listener)
    return () => void this.mindListeners.delete(listener)
  }

  /** Hears every tick once, in order, from the first of the match on (what has been is told at once), across lost connections. */
  onTicks(listener: TicksListener): () => void {
    if (this.live) listener(0, this.live.playback.tick, [...this.live.events])
    this.tickListeners.add(listener)
    return () => void this.tickListeners.delete(listener)
  }

  /** Moves to `now` and returns what a view may draw; null until the match is there. */
  frame(now: number): Timeline | null {
    const { live } = this
    if (!live) return null
    const { playback, clocks, prediction, rows } = live
    clocks.advance(now, playback.tick, this.running(live))
    if (prediction) prediction.reach(Math.floor(clocks.lead) + 2)
    return {
      seat: live.seat,
      confirmedTick: playback.tick,
      knownTick: prediction ? prediction.knownTick : playback.tick,
      seen: clocks.seen,
      lead: prediction ? Math.min(clocks.lead, prediction.tick) : clocks.lead,
      row: (tick) =>
        prediction && tick > playback.tick ? prediction.row(Math.min(tick, prediction.tick)) : rows.row(tick),
    }
  }

  /** My seat wants this action from now on: applied at once to what is predicted, and sent if it is news. */
  act(code: number, now: number): void {
    const { live } = this
    if (!live?.prediction || live.seat === null || !this.running(live)) return
    const { playback, clocks, pending, prediction } = live
    if (this.joining) return
    this.sendHeld(live, live.seat, now)
    if (code === pending.latest(playback.codes[live.seat]!)) return
    const tick = nextTick(live, now)
    if (pending.wish(tick, code)) this.pipe.send('match:input', { tick, action: code })
    else this.sendLater(live, live.seat)
    prediction.restart()
    prediction.reach(Math.floor(clocks.lead) + 2)
  }

  /** Sends the wish that is held once its tick may be told: a tick has one input at most, however often a pointer moves. */
  private sendHeld({ playback, clocks, pending }: Live, seat: number, now: number): void {
    const tick = nextTick({ playback, clocks }, now)
    const action = pending.due(tick, playback.codes[seat]!)
    if (action !== null) this.pipe.send('match:input', { tick, action })
  }

  private sendLater(live: Live, seat: number): void {
    if (live.waits) return
    live.waits = true
    this.clock.after(live.clocks.tickMillis, () => {
      live.waits = false
      if (this.live !== live || this.disposed) return
      if (this.running(live)) this.sendHeld(live, seat, this.clock.now())
      else live.pending.restart()
      if (live.pending.holds) this.sendLater(live, seat)
    })
  }

  /** Gives up the seat, or stops watching. */
  async leave(): Promise<void> {
    await this.pipe.ask('match:leave', { match: this.match })
    if (!this.snapshot.result) this.change({ state: 'left' })
  }

  rematch(): void {
    void this.pipe.ask('match:rematch', { match: this.match })
  }

  /** Plays here again after another tab took the seat, or asks once more after a refusal. */
  joinAgain(): void {
    this.change({ state: 'joining', refusal: null })
    void this.join()
  }

  private running(live: Live): boolean {
    const { playback } = live
    return (
      playback.tick >= 0 &&
      !playback.paused &&
      !playback.ended &&
      !playback.out.terminated &&
      this.pipe.status.state === 'connected'
    )
  }

  private linkChanged(link: LinkStatus): void {
    if (link.state === 'connected') void this.join()
    else if (this.live && link.state === 'lost') {
      this.wasLost = true
      this.live.clocks.reset()
    }
    this.change({ link })
  }

  private async join(): Promise<void> {
    if (this.joining || this.disposed || this.snapshot.state === 'taken' || this.snapshot.state === 'left') return
    this.joining = true
    this.early = []
    this.lastJoin = this.clock.now()
    const reply = await this.pipe.ask(
      'match:join',
      this.key ? { match: this.match, key: this.key } : { match: this.match },
    )
    this.joining = false
    if (this.disposed) return
    if (reply.ok) this.enter(reply)
    else if (reply.code === unreachable.code)
      this.clock.after(JOIN_AGAIN_MILLIS, () => this.pipe.status.state === 'connected' && void this.join())
    else this.change({ state: 'refused', refusal: reply })
  }

  private enter(reply: Joined): void {
    const { header, seat, mode, rated } = reply
    const task = taskById(header.task)
    const before = this.live
    const playback = new Playback(task, header)
    const rows = new ConfirmedRows(task.layout.length, KEPT_TICKS)
    const events = readEvents(toBytes(reply.body), playback.codec.bytes)
    playback.apply(events, reply.tick, (p) => rows.push(p.tick, p.state))
    const clocks = before?.seat === seat ? before.clocks : new MatchClocks(1000 / task.ticksPerSecond, seat !== null)
    clocks.reset()
    const pending = new PendingInputs()
    const prediction = seat === null ? null : new Prediction(playback, seat, pending)
    prediction?.restart()
    const reader = new TicksReader(playback.codec.bytes, { serial: reply.serial, tick: reply.tick, body: events })
    this.live = { playback, rows, clocks, pending, prediction, reader, seat, events: [...events], waits: false }
    const known = before?.playback.tick ?? -1
    if (reply.tick > known)
      this.tell(known, reply.tick, known < 0 ? events : events.filter((event) => event.tick > known))
    const now = this.clock.now()
    this.change({
      ...stateOnEntry(playback, events, now),
      state: 'in',
      entry: { match: reply.match, mode, rated, public: reply.public, header, seat, learning: reply.learning },
      presence: reply.presence,
      presenceAt: now,
      result: reply.result,
      ...(this.wasLost ? { resumes: this.snapshot.resumes + 1, resumedAt: now } : {}),
    })
    this.wasLost = false
    // Those from before the reply are told by their numbers.
    for (const bytes of this.early.splice(0)) this.ticksCame(bytes)
  }

  private ticksCame(bytes: Uint8Array): void {
    const { live } = this
    if (this.joining && this.early.length < MOST_EARLY) this.early.push(bytes)
    if (!live || this.joining || this.snapshot.state !== 'in') return
    const { playback, rows, clocks, pending, prediction } = live
    const wasAt = playback.tick
    let batch: ReturnType<TicksReader['read']>
    try {
      batch = live.reader?.read(bytes) ?? 'missing'
      if (batch === 'known') return
      if (batch === 'missing') return this.repair()
      playback.apply(batch.events, batch.to, (p) => rows.push(p.tick, p.state))
    } catch {
      // What came does not fit what we have: the whole state does.
      return this.repair()
    }
    if (playback.differences > 0) return this.repair()
    const { events, to } = batch
    const now = this.clock.now()
    if (events.some((event) => event.kind === 'resume')) {
      clocks.reset()
      pending.restart()
    }
    if (to > wasAt && !playback.paused) clocks.sync.arrived(to, now)
    if (live.seat !== null && prediction) {
      const late = pending.confirm(events, live.seat)
      if (late > 0) clocks.late(late, now)
      pending.settle(playback.tick, playback.codes[live.seat]!)
      prediction.restart()
      if (late > 0) this.change({ lateInputs: this.snapshot.lateInputs + 1 })
    }
    live.events.push(...events)
    this.tell(wasAt, to, events)
    const news = newsOf(playback, events, this.snapshot, now)
    if (news) this.change(news)
  }

  private repair(): void {
    if (this.joining) return
    this.change({ repairs: this.snapshot.repairs + 1 })
    if (this.live) this.live.reader = null
    const wait = this.lastJoin + JOIN_AGAIN_MILLIS - this.clock.now()
    if (wait <= 0) void this.join()
    else {
      this.joining = true
      this.clock.after(wait, () => {
        this.joining = false
        void this.join()
      })
    }
  }

  private over(result: MatchResult): void {
    this.change({ result })
  }

  private taken(): void {
    this.live?.clocks.reset()
    this.change({ state: 'taken' })
  }

  private tell(from: number, to: number, events: readonly LogEvent[]): void {
    for (const listener of this.tickListeners) listener(Math.max(0, from), to, events)
  }

  private pinged(millis: number): void {
    if (this.disposed || !this.live) return
    const { clocks } = this.live
    clocks.sync.pinged(millis)
    this.change({ ping: clocks.sync.roundTrip, leadTicks: clocks.lead - clocks.seen })
  }

  private change(part: Partial<MatchSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...part }
    for (const listener of this.changeListeners) listener()
  }
}
