import { ByteWriter } from '../../game/core/byte-stream.ts'
import { readEvents, type LogEvent } from '../../game/core/match-log.ts'
import type { Row, Task } from '../../game/core/task.ts'
import { Playback } from '../../game/core/playback.ts'
import type { JoinReply, StateReply } from '../../game/protocol/replies.ts'
import { TicksReader, type Batch } from '../../game/protocol/ticks-frame.ts'
import { ConfirmedRows } from './confirmed-rows.ts'
import { MatchClocks } from './match-clocks.ts'
import { PendingInputs } from './pending-inputs.ts'
import { toBytes } from './pipe.ts'
import { Prediction } from './prediction.ts'
import type { Timeline } from './timeline.ts'

/** Rows kept of what is confirmed: enough for the longest delay shown. */
const KEPT_TICKS = 192

export type Joined = Extract<JoinReply, { ok: true }>

/** What of a joined match changes with each tick: the confirmed state, what is predicted on top of it, and the times at which both are shown. */
export class LiveMatch {
  readonly playback: Playback
  readonly clocks: MatchClocks
  readonly pending = new PendingInputs()
  readonly seat: number | null
  /** The events that there were when we came in. */
  readonly events: readonly LogEvent[]
  /** The body of the log so far. */
  readonly body = new ByteWriter()
  /** Tick of the last event; 0: none. */
  lastEventTick: number
  /** The tick up to which events were heard. */
  heardTo: number
  /** Whether our own steps from the log came to what the server's beats say. */
  readonly sound: boolean
  /** See MatchFeed.recent. */
  readonly rows: ConfirmedRows
  private readonly prediction: Prediction | null
  private readonly reader: TicksReader

  /** clocks: those of the same seat before a loss; null: new ones. */
  constructor(task: Task, reply: Joined, clocks: MatchClocks | null) {
    const { header, seat } = reply
    this.seat = seat
    this.playback = new Playback(task, header)
    this.rows = new ConfirmedRows(task.layout.length, KEPT_TICKS)
    const { body } = reply
    const { bytes } = this.playback.codec
    this.events = readEvents(body, bytes)
    this.body.bytes(body)
    this.lastEventTick = this.events.at(-1)?.tick ?? 0
    this.heardTo = reply.tick
    this.reader = new TicksReader(bytes, { serial: reply.serial, tick: reply.tick, body: this.events })
    this.clocks = clocks ?? new MatchClocks(task.ticksPerSecond, seat !== null)
    this.clocks.reset()
    this.prediction = seat === null ? null : new Prediction(this.playback, seat, this.pending)
    this.sound = this.step(this.events, reply.tick)
    this.prediction?.restart()
  }

  /** Whether ticks follow, as far as the log says. */
  get goesOn(): boolean {
    const { playback } = this
    return playback.tick >= 0 && !playback.paused && !playback.ended && !playback.out.terminated
  }

  /** The last tick that may be shown as if it were confirmed; see Timeline. */
  private get presumedTick(): number {
    const { prediction, playback } = this
    if (!prediction || !this.goesOn) return playback.tick
    prediction.reach(playback.tick)
    return prediction.presumedTick
  }

  /** The newest row that is confirmed, or presumed up to the tick whose news would come at `now` at the earliest. */
  newest(now: number): Row {
    const { playback, prediction, clocks } = this
    const tick = clocks.sync.ready ? Math.min(this.presumedTick, Math.floor(clocks.sync.newest(now))) : playback.tick
    return (tick > playback.tick && prediction?.row(tick)) || playback.state
  }

  /** Moves to `now` and returns what a view may draw. running: ticks are expected. */
  frame(now: number, running: boolean): Timeline {
    const { playback, clocks, pending, prediction, rows } = this
    const { presumedTick } = this
    clocks.advance(now, playback.tick, presumedTick, running)
    if (running && pending.furthest > Math.floor(clocks.lead) + 2) {
      pending.back(Math.floor(clocks.lead))
      prediction?.restart()
    }
    prediction?.reach(Math.floor(clocks.lead) + 2)
    return {
      seat: this.seat,
      confirmedTick: playback.tick,
      presumedTick,
      knownTick: prediction ? prediction.knownTick : playback.tick,
      seen: clocks.seen,
      lead: prediction ? Math.min(clocks.lead, prediction.tick) : clocks.lead,
      row: (tick) =>
        prediction && tick > playback.tick ? prediction.row(Math.min(tick, prediction.tick)) : rows.row(tick),
    }
  }

  /** My seat wants this action from now on. Returns the tick for which it is to be sent; null where it is no news, or waits for its tick. */
  wish(seat: number, code: number, now: number): number | null {
    const { pending, playback, clocks, prediction } = this
    // What a seat does by itself it goes on doing where the same is wished in earnest.
    const isNews = code !== pending.latest(playback.codes[seat]!) || (playback.task.rest && pending.untouched)
    if (!isNews) return null
    const tick = this.nextTick(now)
    const send = pending.wish(tick, code)
    prediction?.restart()
    prediction?.reach(Math.floor(clocks.lead) + 2)
    return send ? tick : null
  }

  /** The wish that waited and may be sent now; null where there is none. */
  due(seat: number, now: number): { tick: number; action: number } | null {
    const tick = this.nextTick(now)
    const action = this.pending.due(tick, this.playback.codes[seat]!)
    return action === null ? null : { tick, action }
  }

  /** Reads a batch; see TicksReader. Throws a RangeError on bytes that are none. */
  read(bytes: Uint8Array): Batch | 'known' | 'missing' {
    const batch = this.reader.read(bytes)
    if (typeof batch !== 'string') {
      this.body.bytes(batch.bytes)
      this.lastEventTick = batch.events.at(-1)?.tick ?? this.lastEventTick
      this.heardTo = batch.to
    }
    return batch
  }

  /** Steps a batch. False where our steps do not come to what the server says. */
  step(events: readonly LogEvent[], to: number): boolean {
    const { playback } = this
    try {
      playback.apply(events, to, (p) => this.rows.push(p.tick, p.state))
    } catch {
      return false
    }
    return playback.differences === 0
  }

  /** Takes in a batch that was stepped. Returns by how many ticks an input of mine came too late. */
  confirm({ from, to, events }: Batch, now: number): number {
    const { playback, clocks, pending, seat } = this
    if (events.some((event) => event.kind === 'resume')) {
      clocks.reset()
      pending.restart()
    }
    if (to > from && !playback.paused) clocks.sync.arrived(from, to, now)
    if (seat === null) return 0
    const late = pending.confirm(events, seat)
    if (late > 0) clocks.late(late, now)
    pending.settle(playback.tick, playback.codes[seat]!)
    this.prediction?.restart()
    return late
  }

  /** Takes the state as the server has it. False where it is not that of the tick heard last. */
  adopt({ tick, state, codes, paused }: Extract<StateReply, { ok: true }>): boolean {
    const { playback, rows } = this
    const row = new Float64Array(toBytes(state).slice().buffer)
    if (tick !== this.heardTo || row.length !== playback.state.length) return false
    playback.adopt(tick, row, codes, paused)
    rows.push(tick, row)
    this.prediction?.restart()
    return true
  }

  /** The first tick that an input sent now can still change. */
  private nextTick(now: number): number {
    return Math.max(this.playback.tick, Math.floor(this.clocks.leadAt(now))) + 1
  }
}
