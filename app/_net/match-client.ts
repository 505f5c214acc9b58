import type { Row } from '../../game/core/task.ts'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { Mind } from '../../game/protocol/messages.ts'
import type { Refusal } from '../../game/protocol/replies.ts'
import type { Difficulty } from '../../game/protocol/terms.ts'
import type { Timers } from '../../server/base/time.ts'
import { Disagreement } from './disagreement.ts'
import { KeepAlive } from './keep-alive.ts'
import { LiveMatch, type Joined } from './live-match.ts'
import type { PlayedFeed, SliceListener } from './match-feed.ts'
import { entryOf, newsOf, stateOnEntry } from './match-news.ts'
import { emptySnapshot, type MatchSnapshot } from './match-snapshot.ts'
import { toBytes, unreachable, type LinkStatus, type Pipe } from './pipe.ts'
import { PauseWish } from './pause-wish.ts'
import type { Timeline } from './timeline.ts'
import { ToldLog } from './told-log.ts'
import { WishSender } from './wish-sender.ts'

/** Until an unanswered question is asked again. */
const ASK_AGAIN_MILLIS = 1000
const MOST_EARLY = 400

const unknownTask: Refusal = {
  ok: false,
  code: 'unknown-task',
  message: 'This page does not know this game. Load it again.',
}

/** One match as one page plays or watches it: joins, keeps the confirmed state, predicts the own seat, resumes. Knows no React, no DOM. */
export class MatchClient implements PlayedFeed {
  snapshot: MatchSnapshot
  private live: LiveMatch | null = null
  private joining = false
  private disposed = false
  private stops: (() => void)[] = []
  private wasLost = false
  /** A batch is missing or did not fit: none is read until the match is joined again. */
  private broken = false
  private asksState = false
  private readonly disagreement = new Disagreement()
  /** Batches that came while the reply to joining was on its way. */
  private early: Uint8Array[] = []
  private readonly alive: KeepAlive
  private readonly pauseWish: PauseWish
  private readonly wishes: WishSender
  private drawn = false
  private readonly changeListeners = new Set<() => void>()
  private readonly mindListeners = new Set<(minds: readonly Mind[]) => void>()
  private readonly log = new ToldLog()

  constructor(
    private readonly pipe: Pipe,
    private readonly clock: Timers,
    private readonly registry: TaskRegistry,
    private readonly match: string,
    private readonly key?: string,
  ) {
    this.snapshot = emptySnapshot(pipe.status)
    this.alive = new KeepAlive(pipe, clock, (millis) => this.pinged(millis))
    this.wishes = new WishSender(pipe, clock, (live) =>
      this.live !== live || this.disposed ? 'over' : this.running(live) ? 'runs' : 'stands',
    )
    this.pauseWish = new PauseWish(
      (paused) => (this.disposed ? Promise.resolve({ ok: true }) : pipe.ask('match:pause', { match, paused })),
      (again) => void clock.after(ASK_AGAIN_MILLIS, again),
      (message) => this.change({ notice: message, held: this.pauseWish.held }),
    )
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
      pipe.on('match:over', (result) => this.joining || this.change({ result })),
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
    this.log.end()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.changeListeners.add(listener)
    return () => void this.changeListeners.delete(listener)
  }

  onMinds(listener: (minds: readonly Mind[]) => void): () => void {
    this.mindListeners.add(listener)
    return () => void this.mindListeners.delete(listener)
  }

  /** Hears the log in order across lost connections. */
  onSlices(listener: SliceListener): () => void {
    return this.log.listen(listener, this.live)
  }

  /** Moves to `now` and returns what a view may draw; null until the match is there. */
  frame(now: number): Timeline | null {
    const { live } = this
    if (!live) return null
    return live.frame(now, this.running(live))
  }

  /** The newest row that the server confirmed; null before the first. */
  get confirmed(): Row | null {
    const { live } = this
    return live && live.playback.tick >= 0 ? live.playback.state : null
  }

  get recent(): Iterable<Row> {
    return this.live?.rows ?? []
  }

  /** The newest row that the server confirmed, or that is presumed up to the tick whose news would come at `now` at the earliest; null before
   *  the first. Reading it moves no time, as `frame` does. */
  newest(now: number): Row | null {
    const { live } = this
    return live && live.playback.tick >= 0 ? live.newest(now) : null
  }

  /** My seat wants this action from now on: applied at once to what is predicted, and sent if it is news. */
  act(code: number, now: number): void {
    const { live } = this
    if (!live || live.seat === null || this.snapshot.state !== 'in' || this.joining || this.broken) return
    if (this.running(live)) this.wishes.act(live, live.seat, code, now)
  }

  /** Gives up the seat, or stops watching. */
  async leave(): Promise<void> {
    await this.pipe.ask('match:leave', { match: this.match })
    if (!this.snapshot.result) this.change({ state: 'left' })
  }

  /** I hold my sparring match still, or let it go on. */
  hold(held: boolean): void {
    this.pauseWish.hold(held)
    this.change({ held: this.pauseWish.held })
  }

  /** Something lies over my court, which shall stand still meanwhile. */
  cover(covered: boolean): void {
    this.pauseWish.cover(covered)
  }

  /** There is a court to see: the match need not wait for it. */
  drew(): void {
    this.drawn = true
    if (this.live && this.live.seat !== null) void this.pipe.ask('match:ready', { match: this.match })
  }

  /** Wants to play again with the same settings; the snapshot says what became of it. unwatched: see `match:rematch`. */
  async rematch(unwatched?: boolean): Promise<void> {
    this.change({ rematch: { state: 'asked' } })
    const wish = unwatched === undefined ? {} : { unwatched }
    const reply = await this.pipe.ask('match:rematch', { match: this.match, ...wish })
    if (!reply.ok && !this.disposed) this.change({ rematch: { state: 'refused', message: reply.message } })
  }

  /** My sparring partner shall make it so hard from the next serve on. Shown at once; where it is refused, as it was. */
  async chooseDifficulty(difficulty: Difficulty): Promise<void> {
    const before = this.snapshot.presence?.difficulty?.chosen
    if (!before) return
    this.showDifficulty(difficulty)
    const reply = await this.pipe.ask('match:difficulty', { match: this.match, difficulty })
    if (reply.ok || this.disposed) return
    this.showDifficulty(before)
    this.change({ notice: reply.message })
  }

  private showDifficulty(chosen: Difficulty): void {
    const { presence } = this.snapshot
    if (presence?.difficulty) this.change({ presence: { ...presence, difficulty: { ...presence.difficulty, chosen } } })
  }

  /** Plays here again after another tab took the seat, or asks once more after a refusal. */
  joinAgain(): void {
    this.change({ state: 'joining', refusal: null })
    void this.join()
  }

  private running(live: LiveMatch): boolean {
    return live.goesOn && this.pipe.status.state === 'connected'
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
    const reply = await this.pipe.ask('match:join', {
      match: this.match,
      ...(this.key ? { key: this.key } : {}),
      ...(this.drawn ? {} : { draws: true }),
    })
    this.joining = false
    if (this.disposed) return
    if (reply.ok) this.enter(reply)
    else if (reply.code === unreachable.code)
      this.clock.after(ASK_AGAIN_MILLIS, () => this.pipe.status.state === 'connected' && void this.join())
    else this.change({ state: 'refused', refusal: reply })
  }

  private enter(reply: Joined): void {
    const { header, seat } = reply
    const before = this.live
    const task = this.registry.findVersion(header.task, header.version)
    if (!task) return this.change({ state: 'refused', refusal: unknownTask })
    const live = new LiveMatch(task, reply, before?.seat === seat ? before.clocks : null)
    const { playback, events } = live
    this.live = live
    this.broken = false
    this.log.tell(before?.heardTo ?? -1, live)
    const now = this.clock.now()
    this.pauseWish.entered(reply.pauseWished)
    this.change({
      held: this.pauseWish.held,
      ...stateOnEntry(playback, events, now),
      state: 'in',
      entry: entryOf(reply, task),
      presence: reply.presence,
      presenceAt: now,
      result: reply.result,
      // A wish to play again that was lost with the connection, or with the other's leaving, can be made again. A refusal stays to be read.
      ...(this.snapshot.rematch.state === 'asked' && seat !== null && !reply.presence.seats[seat]?.wantsRematch
        ? { rematch: { state: 'none' } }
        : {}),
      ...(this.wasLost ? { resumes: this.snapshot.resumes + 1, resumedAt: now } : {}),
    })
    this.wasLost = false
    if (!live.sound) this.differs(live)
    // Those from before the reply are told by their numbers.
    for (const bytes of this.early.splice(0)) this.ticksCame(bytes)
  }

  private ticksCame(bytes: Uint8Array): void {
    const { live } = this
    if (this.joining && this.early.length < MOST_EARLY) this.early.push(bytes)
    if (!live || this.joining || this.snapshot.state !== 'in') return
    if (this.broken) return
    const { heardTo } = live
    let batch: ReturnType<LiveMatch['read']>
    try {
      batch = live.read(bytes)
    } catch {
      batch = 'missing'
    }
    if (batch === 'known') return
    if (batch === 'missing') return this.repair()
    const { events, to } = batch
    // Where the server's state is on its way, our own has come to a place from which no step leads on.
    const sound = live.playback.tick === heardTo && live.step(events, to)
    // What came is the server's log, whatever we make of it.
    this.log.tell(heardTo, live)
    if (!sound) this.differs(live)
    if (this.broken) return
    const now = this.clock.now()
    const late = live.confirm(batch, now)
    if (late > 0) this.change({ lateInputs: this.snapshot.lateInputs + 1 })
    const news = newsOf(live.playback, events, this.snapshot, now)
    if (news) this.change(news)
  }

  /** Our own steps came to something else than the server's. */
  private differs(live: LiveMatch): void {
    this.disagreement.differed()
    if (!this.disagreement.givesIn) return this.repair()
    live.playback.differences = 0
    if (!this.snapshot.givenState) this.change({ givenState: true })
    void this.takeState(live)
  }

  /** Takes the state from the server. */
  private async takeState(live: LiveMatch): Promise<void> {
    if (this.asksState) return
    this.asksState = true
    const reply = await this.pipe.ask('match:state', { match: this.match })
    this.asksState = false
    if (this.disposed || this.live !== live || this.broken) return
    if (reply.ok && live.adopt(reply)) {
      const news = newsOf(live.playback, [], this.snapshot, this.clock.now())
      if (news) this.change(news)
    } else
      this.clock.after(ASK_AGAIN_MILLIS, () => {
        if (this.live === live && this.pipe.status.state === 'connected') void this.takeState(live)
      })
  }

  /** Asks for the whole match again. */
  private repair(): void {
    if (this.broken) return
    this.broken = true
    this.change({ repairs: this.snapshot.repairs + 1 })
    const wait = this.disagreement.wait(this.clock.now())
    if (wait === 0) void this.join()
    else this.clock.after(wait, () => this.broken && this.pipe.status.state === 'connected' && void this.join())
  }

  private taken(): void {
    this.live?.clocks.reset()
    this.change({ state: 'taken' })
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
