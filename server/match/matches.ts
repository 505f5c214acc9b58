import { uniform, type Chance } from '../../game/core/chance.ts'
import { areUsual } from '../../game/core/task-options.ts'
import type { LiveView } from '../../game/protocol/http.ts'
import type { Known } from '../../game/protocol/page-door.ts'
import type { Refusal } from '../../game/protocol/replies.ts'
import type { RunningMatch } from '../../game/protocol/running-match.ts'
import type { BrainPool } from '../brains/brain-pool.ts'
import type { Brain } from '../brains/brain.ts'
import { RAISED_SECONDS } from '../base/config.ts'
import type { Limits } from '../base/limits.ts'
import { newId } from '../base/ids.ts'
import { hasRoom } from '../base/networks.ts'
import type { Admission } from './admission.ts'
import type { Announcer } from './announcer.ts'
import { Blame } from './blame.ts'
import { brainsOf } from './brains-of.ts'
import { canBeRated, hangsOnOne, newbornOf, type Contestant } from './seats/contestant.ts'
import { Acquaintances } from './difficulty/acquaintances.ts'
import { FinishedMatches, type FinishedDeps } from './finished-matches.ts'
import { HostedMatch, type MatchSettings } from './hosted-match.ts'
import { HeldMatches } from './held-matches.ts'
import type { Leavers } from './seats/leavers.ts'
import type { TickLoop } from './loop.ts'
import { Match } from './match.ts'
import { headerOf, limitsOf } from './match-setup.ts'
import { PAUSE_LIMITS } from './pausing.ts'
import { refusal } from './refusals.ts'
import { sharedChance } from './shared-chance.ts'
import { runningMatch } from './running-match.ts'
import { RatedPairs } from './seats/rated-pairs.ts'

const LISTED = 30

export interface MatchesDeps extends FinishedDeps {
  /** Whether the loop has time for another match. */
  admission: Pick<Admission, 'open'>
  limits: FinishedDeps['limits'] &
    Pick<
      Limits,
      'matches' | 'matchesAlways' | 'matchesHeld' | 'matchesHeldPerAddress' | 'matchesPerAddress' | 'acquaintances'
    >
  loop: TickLoop
  brains: BrainPool
  chance: Chance
  announcer: Announcer
  /** Seconds of play for which a newborn is raised. */
  dailySeconds?: number
}

/** All matches of this process: opens them and lets them tick. */
export class Matches {
  private readonly all = new Map<string, HostedMatch>()
  private readonly running = new Map<HostedMatch, () => void>()
  private readonly finished: FinishedMatches
  private readonly pairs: RatedPairs
  private readonly blame: Blame
  private readonly acquaintances: Acquaintances
  private readonly held: HeldMatches
  private opening = 0
  private stopping = false
  /** Called when no match runs any more. */
  private idle: () => void = () => {}

  constructor(private readonly deps: MatchesDeps) {
    const { now } = deps.timers
    this.pairs = new RatedPairs(now)
    this.blame = new Blame(now)
    this.acquaintances = new Acquaintances(deps.limits.acquaintances)
    this.held = new HeldMatches(deps.limits)
    this.finished = new FinishedMatches(deps, (id) => this.all.delete(id))
  }

  /** The people who left rated matches early, and pause before the next. */
  get leavers(): Leavers {
    return this.blame.leavers
  }

  get(id: string): HostedMatch | null {
    return this.all.get(id) ?? null
  }

  /** What may be said of a match to whoever asks for its page; null where there is none. */
  known(id: string): Known | null {
    const hosted = this.all.get(id)
    if (hosted) {
      const live = hosted.settings.public ? hosted.live() : null
      return { match: 'here', live, over: hosted.match.phase === 'over' }
    }
    return this.diedWith(id) ? { match: 'lost' } : null
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

  /** The match of this user that runs while no page of theirs is in it. */
  waitingFor(userId: string): RunningMatch | null {
    const hosted = this.playedBy(userId)
    const running = hosted && runningMatch(hosted, userId)
    return running?.heldMillis === null ? null : running
  }

  /** The match of agents that this user has asked for, if there is one. */
  watchedBy(userId: string): HostedMatch | null {
    for (const hosted of this.running.keys()) if (hosted.settings.askedBy?.userId === userId) return hosted
    return null
  }

  /** The addresses that matches are played or were asked for from, one for each match and address; but for this user, in the matches that
   *  they have a seat in or asked for. */
  addressesBut(userId: string | null): string[] {
    return this.played.flatMap((hosted) => {
      const { askedBy } = hosted.settings
      const isTheirs = hosted.seatOf(userId) !== null
      const people = hosted.contestants.flatMap((one) => (one.kind === 'human' ? [one] : []))
      const played = people.filter((one) => !isTheirs || one.userId !== userId).map(({ address }) => address)
      return [...new Set(askedBy && askedBy.userId !== userId ? [...played, askedBy.address] : played)]
    })
  }

  /** Why the person of a match that stands still without them cannot come back into it now: as much is played as may be, from their address
   *  or in all. It waits on meanwhile. Null where they can. */
  returnRefusal(hosted: HostedMatch): Refusal | null {
    if (!this.held.has(hosted)) return null
    const { limits } = this.deps
    if (this.running.size - this.held.count + this.opening >= limits.matches) return refusal('full')
    const isCrowded = !hasRoom(hosted.personAddress, this.addressesBut(null), limits.matchesPerAddress)
    return isCrowded ? refusal('address-full') : null
  }

  /** A person's connection was lost. Where many are lost together, or this process was held up, nobody loses a match through it. */
  connectionLost({ userId, address }: { userId: string; address: string }): void {
    const away = this.playedBy(userId)
    const seat = away?.seatOf(userId)
    if (!away || seat === null || seat === undefined || away.presence().seats[seat]?.connected) return
    let here = 0
    for (const hosted of this.running.keys()) here += hosted.peopleHere
    for (const one of this.blame.connectionLost({ userId, address }, away, here)) {
      const hosted = this.playedBy(one.userId)
      hosted?.match.excuse(hosted.seatOf(one.userId) ?? -1)
    }
  }

  get count(): number {
    return this.running.size
  }

  /** Those that do not stand still because their one person is away. */
  private get played(): HostedMatch[] {
    return [...this.running.keys()].filter((hosted) => !this.held.has(hosted))
  }

  /** Whether the result of a match could be kept, as the journal knows at this moment. */
  get canKeep(): boolean {
    return this.deps.journal.canKeep
  }

  /** Whether no more matches are admitted now: there are as many as there may ever be, or more than a few and the loop does not keep time. */
  get full(): boolean {
    return this.fullBut(null)
  }

  /** The same for a user who gives up the matches that they play or watch: those that end by it take no room. */
  fullBut(userId: string | null): boolean {
    const { limits, admission } = this.deps
    const given = userId === null ? [] : this.played.filter((hosted) => hosted.endsWithout(userId))
    const count = this.running.size - this.held.count + this.opening - given.length
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
      const { task, beside } = settings
      const brains = await brainsOf(task, contestants, this.deps.brains)
      const brainsBeside = beside ? await brainsOf(task, [beside], this.deps.brains) : []
      if (this.stopping) {
        for (const brain of [...brains, ...brainsBeside]) brain?.close()
        throw new Error('The server is stopping')
      }
      const rateable = rated && canBeRated(settings.task, contestants)
      const usual = areUsual(settings.task, settings.options)
      const objection = usual ? this.pairs.objection(contestants) : 'Not rated: it is played by rules of your own.'
      const unratedReason = rateable ? objection : null
      const judged = { ...settings, rated: rateable && !unratedReason, unratedReason }
      if (!beside) return this.start(judged, contestants, brains, this.deps.chance)
      return this.startBoth(judged, contestants, brains, { beside, brains: brainsBeside })
    } finally {
      this.opening--
    }
  }

  /** Public matches being played, newest first. */
  live(): LiveView {
    const shown = this.played.filter(({ settings, match }) => settings.public && match.phase !== 'waiting')
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
    this.blame.stop()
    for (const { match, settings } of this.running.keys()) {
      if (!grace || settings.mode === 'sparring' || match.phase === 'waiting') match.void()
    }
    if (grace && this.running.size > 0) {
      await Promise.race([grace, new Promise<void>((resolve) => (this.idle = resolve))])
    }
    for (const { match } of this.running.keys()) match.void()
    await this.finished.secured()
  }

  /** Starts a match and, beside it, one of the same game in which an agent plays: both from the same start, at the same time. The second is
   *  as any that its person asked to watch, and ends where they leave their own. */
  private startBoth(
    { beside: _, ...settings }: MatchSettings,
    contestants: readonly Contestant[],
    brains: (Brain | null)[],
    other: { beside: Contestant & { kind: 'agent' }; brains: (Brain | null)[] },
  ): HostedMatch {
    const { first, second } = sharedChance(this.deps.chance)
    const hosted = this.start({ ...settings, beside: other.beside }, contestants, brains, first)
    const [person] = contestants
    const askedBy = person?.kind === 'human' ? { askedBy: { userId: person.userId, address: person.address } } : {}
    if (person?.kind === 'human') this.watchedBy(person.userId)?.match.void()
    const settingsBeside = { ...settings, ...askedBy }
    hosted.beside = this.start(settingsBeside, [other.beside], other.brains, second, hosted.match)
    return hosted
  }

  private start(
    settings: MatchSettings,
    contestants: readonly Contestant[],
    brains: (Brain | null)[],
    chance: Chance,
    beside?: Match,
  ): HostedMatch {
    const { deps } = this
    const { task, mode } = settings
    const id = newId()
    const header = headerOf(id, settings, contestants, deps.wallClock())
    const pausing = hangsOnOne(mode, contestants)
    const isRaised = newbornOf(contestants) !== null
    const lastTick = isRaised ? Math.round((deps.dailySeconds ?? RAISED_SECONDS) * task.ticksPerSecond) : null
    const random = (): number => uniform(deps.chance)
    const holdingBack =
      mode === 'sparring' && !isRaised ? this.acquaintances.holdingBack(settings.difficulty, contestants, random) : null
    const match: Match = new Match({
      task,
      header,
      chance,
      ...(beside ? { beside } : {}),
      clock: deps.timers.now,
      brains,
      holdingBack,
      lastTick,
      limits: limitsOf(mode, pausing),
      ...(pausing ? { pausing: PAUSE_LIMITS } : {}),
      listener: {
        ticks: (channel, frame) => deps.announcer.broadcastTicks(id, channel, frame),
        changed: () => this.changed(hosted),
        mind: (mind) => hosted.noteMind(mind),
        left: (seat) => this.blame.left(hosted, seat),
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

  private changed(hosted: HostedMatch): void {
    hosted.noteChange()
    this.held.note(hosted)
  }

  private tick(hosted: HostedMatch): void {
    this.blame.beat()
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
    this.held.forget(hosted)
    if (this.running.size === 0) {
      this.blame.rest()
      this.idle()
    }
    // Nobody waits to be overtaken any more.
    if (hosted.match.result?.reason === 'left' || hosted.match.result?.reason === 'void') hosted.beside?.match.void()
    if (hosted.counts) this.pairs.countMatch(hosted.contestants)
    this.blame.ended(hosted)
    this.finished.add(hosted)
  }
}
