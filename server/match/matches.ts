import { uniform, type Chance } from '../../game/core/chance.ts'
import type { LogHeader } from '../../game/core/match-log.ts'
import { areUsual, completeOptions } from '../../game/core/task-options.ts'
import type { LiveView } from '../../game/protocol/http.ts'
import type { BrainPool } from '../brains/brain-pool.ts'
import type { Brain } from '../brains/brain.ts'
import type { Limits } from '../base/limits.ts'
import type { Jobs, JobsEvent } from '../base/jobs-protocol.ts'
import type { Logger } from '../base/logger.ts'
import { newId } from '../base/ids.ts'
import type { JournalWriter } from '../store/journal.ts'
import type { Admission } from './admission.ts'
import type { Announcer } from './announcer.ts'
import { brainsOf } from './brains-of.ts'
import { canBeRated, seatHolder, seatOptions, type Contestant } from './seats/contestant.ts'
import { Acquaintances } from './difficulty/acquaintances.ts'
import { HostedMatch, type MatchSettings } from './hosted-match.ts'
import { journalLine } from './journal-line.ts'
import { Leavers } from './seats/leavers.ts'
import type { TickLoop } from './loop.ts'
import { Match } from './match.ts'
import { Outages } from './seats/outages.ts'
import { MATCH_LIMITS, type MatchLimits } from './seats/people.ts'
import { RatedPairs } from './seats/rated-pairs.ts'
import type { RunningMatches } from '../base/running-matches.ts'
import type { Millis, Timers } from '../base/time.ts'

export type Journal = Pick<JournalWriter, 'append' | 'canKeep'>

/** How long a match that is over can be entered, and played again. */
const KEEP_OVER: Millis = 120_000
/** People come from a chat program where they sent the link. */
const INVITE_JOIN: Millis = 60_000
const LISTED = 30

export interface MatchesDeps {
  /** Whether the loop has time for another match. */
  admission: Pick<Admission, 'open'>
  limits: Pick<Limits, 'matches' | 'matchesAlways' | 'matchesOver' | 'acquaintances'>
  timers: Timers
  /** Milliseconds since 1970. */
  wallClock: () => number
  loop: TickLoop
  brains: BrainPool
  chance: Chance
  jobs: Jobs
  journal: Journal
  announcer: Announcer
  log: Logger
  /** Where it is noted what is being played; nowhere where it is missing. */
  notes?: RunningMatches
}

/** All matches of this process: opens them, lets them tick, and brings their results to safety. */
export class Matches {
  private readonly all = new Map<string, HostedMatch>()
  private readonly running = new Map<HostedMatch, () => void>()
  /** Matches that are over, the oldest first, and how to stop the alarm that ends their time. */
  private readonly over = new Map<HostedMatch, () => void>()
  private readonly endings = new Set<Promise<void>>()
  /** The people who left rated matches early, and pause before the next. */
  readonly leavers: Leavers
  private readonly pairs: RatedPairs
  private readonly outages: Outages
  private readonly acquaintances: Acquaintances
  private opening = 0
  private stopping = false
  /** Called when no match runs any more. */
  private idle: () => void = () => {}

  constructor(private readonly deps: MatchesDeps) {
    const { now } = deps.timers
    this.leavers = new Leavers(now)
    this.pairs = new RatedPairs(now)
    this.outages = new Outages(now)
    this.acquaintances = new Acquaintances(deps.limits.acquaintances)
    deps.jobs.onEvent((event) => this.onJobsEvent(event))
  }

  get(id: string): HostedMatch | null {
    return this.all.get(id) ?? null
  }

  /** Whether this match ended with the process before this one: nobody has won or lost it. */
  diedWith(id: string): boolean {
    return this.deps.notes?.diedWith(id) ?? false
  }

  /** The match that this user plays, if there is one. */
  playedBy(userId: string): HostedMatch | null {
    for (const hosted of this.running.keys()) if (hosted.seatOf(userId) !== null) return hosted
    return null
  }

  /** The match of agents that this user has asked for, if there is one. */
  watchedBy(userId: string): HostedMatch | null {
    for (const hosted of this.running.keys()) if (hosted.settings.askedBy?.userId === userId) return hosted
    return null
  }

  /** The addresses that matches are played or were asked for from, one for each match and address. */
  get addresses(): string[] {
    return [...this.running.keys()].flatMap(({ contestants, settings: { askedBy } }) => {
      const played = contestants.flatMap((contestant) => (contestant.kind === 'human' ? [contestant.address] : []))
      return [...new Set(askedBy ? [...played, askedBy.address] : played)]
    })
  }

  /** A person's connection was lost. Where many are lost together, or this process was held up, nobody loses a match through it. */
  connectionLost({ userId, address }: { userId: string; address: string }): void {
    const away = this.playedBy(userId)
    const seat = away?.seatOf(userId)
    if (!away || seat === null || seat === undefined || away.presence().seats[seat]?.connected) return
    let here = 0
    for (const hosted of this.running.keys()) here += hosted.peopleHere
    const played = (Math.max(0, away.match.tickNumber) / away.settings.task.ticksPerSecond) * 1000
    const excused = this.outages.lost({ userId, address, played }, here)
    for (const one of excused) {
      const hosted = this.playedBy(one.userId)
      hosted?.match.excuse(hosted.seatOf(one.userId) ?? -1)
    }
  }

  get count(): number {
    return this.running.size
  }

  /** Whether the result of a match could be kept, as the journal knows at this moment. */
  get canKeep(): boolean {
    return this.deps.journal.canKeep
  }

  /** Whether no more matches are admitted now: there are as many as there may ever be, or more than a few and the loop does not keep time. */
  get full(): boolean {
    const { limits, admission } = this.deps
    const count = this.running.size + this.opening
    return count >= limits.matches || (count >= limits.matchesAlways && !admission.open)
  }

  /** Opens a match, which waits for its people. Rejects where an agent cannot play. */
  async open(
    settings: Omit<MatchSettings, 'rated' | 'unratedReason'>,
    contestants: readonly Contestant[],
    rated: boolean,
  ): Promise<HostedMatch> {
    this.opening++
    try {
      const brains = await brainsOf(settings.task, contestants, this.deps.brains)
      if (this.stopping) {
        for (const brain of brains) brain?.close()
        throw new Error('The server is stopping')
      }
      const rateable = rated && canBeRated(settings.task, contestants)
      const usual = areUsual(settings.task, settings.options)
      const objection = usual ? this.pairs.objection(contestants) : 'Not rated: it is played by rules of your own.'
      const unratedReason = rateable ? objection : null
      return this.start({ ...settings, rated: rateable && !unratedReason, unratedReason }, contestants, brains)
    } finally {
      this.opening--
    }
  }

  /** Public matches being played, newest first. */
  live(): LiveView {
    const shown = [...this.running.keys()].filter(({ settings, match }) => settings.public && match.phase !== 'waiting')
    return {
      matches: shown
        .slice(-LISTED)
        .reverse()
        .map((hosted) => hosted.live()),
    }
  }

  /** Opens nothing any more. What runs ends without a winner: sparring, and what has not begun, at once; any other match unless it is over
   *  before `grace` is. Resolves when every result is on the disk. */
  async stop(grace: Promise<void> | null = null): Promise<void> {
    this.stopping = true
    for (const { match, settings } of this.running.keys()) {
      if (!grace || settings.mode === 'sparring' || match.phase === 'waiting') match.void()
    }
    if (grace && this.running.size > 0) {
      await Promise.race([grace, new Promise<void>((resolve) => (this.idle = resolve))])
    }
    for (const { match } of this.running.keys()) match.void()
    await Promise.all(this.endings)
  }

  private start(settings: MatchSettings, contestants: readonly Contestant[], brains: (Brain | null)[]): HostedMatch {
    const { deps } = this
    const { task, mode } = settings
    const id = newId()
    const header: LogHeader = {
      match: id,
      task: task.id,
      version: task.version,
      options: completeOptions(task, { ...settings.options, ...seatOptions(task, contestants) }),
      seats: contestants.map((contestant) => seatHolder(task, contestant)),
      startedAt: deps.wallClock(),
    }
    const limits: MatchLimits = mode === 'invite' ? { ...MATCH_LIMITS, join: INVITE_JOIN } : MATCH_LIMITS
    const random = (): number => uniform(deps.chance)
    const holdingBack =
      mode === 'sparring' ? this.acquaintances.holdingBack(settings.difficulty, contestants, random) : null
    const match: Match = new Match({
      task,
      header,
      chance: deps.chance,
      clock: deps.timers.now,
      brains,
      holdingBack,
      limits,
      listener: {
        ticks: (channel, frame) => deps.announcer.broadcastTicks(id, channel, frame),
        changed: () => hosted.noteChange(),
        mind: (mind) => hosted.noteMind(mind),
        left: (seat) => this.left(hosted, seat),
        ended: () => this.ended(hosted),
      },
    })
    const key = settings.public ? null : newId()
    const hosted = new HostedMatch(id, key, settings, contestants, match, deps.announcer, holdingBack)
    this.all.set(id, hosted)
    deps.notes?.opened(id)
    this.running.set(
      hosted,
      deps.loop.every(task.ticksPerSecond, () => this.tick(hosted)),
    )
    deps.log.info({ match: id, mode, rated: settings.rated }, 'Match opened')
    return hosted
  }

  private tick(hosted: HostedMatch): void {
    this.outages.beat()
    try {
      hosted.tick()
    } catch (err) {
      this.deps.log.error({ err, match: hosted.id }, 'A match failed and was ended')
      hosted.match.void()
    }
  }

  private ended(hosted: HostedMatch): void {
    this.running.get(hosted)?.()
    this.running.delete(hosted)
    if (this.running.size === 0) {
      this.outages.rest()
      this.idle()
    }
    this.judge(hosted)
    const ending = this.secure(hosted).finally(() => this.endings.delete(ending))
    this.endings.add(ending)
    const forget = this.deps.timers.after(KEEP_OVER, () => this.forget(hosted))
    this.over.set(hosted, forget)
    const [oldest] = this.over.keys()
    if (oldest && this.over.size > this.deps.limits.matchesOver) this.forget(oldest)
  }

  private forget(hosted: HostedMatch): void {
    this.over.get(hosted)?.()
    this.over.delete(hosted)
    this.all.delete(hosted.id)
  }

  /** What the end of a match means for the next ones of its people. */
  private judge(hosted: HostedMatch): void {
    const { settings, match, contestants } = hosted
    if (hosted.counts) this.pairs.countMatch(contestants)
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
  private left(hosted: HostedMatch, seat: number): void {
    const userId = hosted.userAt(seat)
    const isEarly = hosted.noteLeft(seat)
    this.outages.ended(userId ?? '', false)
    const isBlamed = hosted.match.leavers.includes(seat)
    if (isEarly && isBlamed && hosted.settings.rated && !this.stopping) this.blame(userId)
  }

  private blame(userId: string | null): void {
    if (userId !== null && !this.outages.excuses(userId)) this.leavers.left(userId)
  }

  /** The result goes to the disk first, then to everyone. */
  private async secure(hosted: HostedMatch): Promise<void> {
    const { journal, jobs, log, wallClock } = this.deps
    const { match, id } = hosted
    if (match.tickNumber >= 0) {
      try {
        await journal.append(await journalLine(hosted, wallClock()))
        jobs
          .ask({ ask: 'journal' })
          .catch((err: unknown) => log.debug({ err }, 'Jobs reads the journal when it is back'))
      } catch (err) {
        hosted.lost = true
        log.error({ err, match: id }, 'A result could not be stored and does not count')
      }
    }
    this.deps.notes?.ended(id)
    match.announce()
    hosted.announced = true
    if (hosted.result) hosted.broadcast('match:over', hosted.result)
    hosted.noteChange()
    log.info({ match: id, result: hosted.result, late: match.lateDecisions }, 'Match over')
  }

  private onJobsEvent(event: JobsEvent): void {
    if (event.event !== 'recorded') return
    const { matchId, seats, status } = event
    const hosted = this.all.get(matchId)
    if (!hosted) return
    hosted.recorded = { match: matchId, seats, status }
    hosted.broadcast('match:recorded', hosted.recorded)
  }
}
