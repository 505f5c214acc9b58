import type { Options, Task } from '../../game/core/task.ts'
import type { LiveMatch } from '../../game/protocol/http.ts'
import type { Mind, ServerMessages } from '../../game/protocol/messages.ts'
import type { MatchResult, Presence } from '../../game/protocol/replies.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'
import type { Announcer } from './announcer.ts'
import type { Difficulty, MatchMode } from '../../game/protocol/terms.ts'
import { hangsOnOne, newbornOf, type Contestant } from './seats/contestant.ts'
import type { HoldingBack } from './difficulty/holding-back.ts'
import type { Match } from './match.ts'
import type { Player } from './seats/player.ts'

export interface MatchSettings {
  task: Task
  /** What players chose. */
  options: Options
  mode: MatchMode
  rated: boolean
  /** Why it is not rated although its kind is, in words for its players. */
  unratedReason: string | null
  public: boolean
  /** What a person wishes of the agent in a sparring match. */
  difficulty?: Difficulty
  /** Who asked for a match in which only agents play: theirs to watch, and to give up for another one. */
  askedBy?: { userId: string; address: string }
  /** An agent that plays the same beside the one person of this match: the same start at the same time, in a match of its own. */
  beside?: Contestant & { kind: 'agent' }
}

/** An agent that learns in this match, and whom it belongs to. */
export interface Learner {
  seat: number
  ownerId: string
  agentId: string
  spec: PolicySpec
  observation: string
  /** The newest weights that the server holds: what a trainer continues from. */
  revision: number
  hash: string
  weights: Uint8Array
}

/** A match that ends because it is left counts once a score has changed, and after so many seconds. */
const LEAST_SECONDS = 20
const LEFT_EARLY = 'Not rated: it was left before it was really played.'

/** Minds and changes of presence are told so often a second. */
const NEWS_PER_SECOND = 5

/** A match with what is around it: who may enter, who watches, what the agents think, who wants to play again. */
export class HostedMatch {
  /** By their seats. */
  readonly wantRematch = new Map<number, Player>()
  /** The match that is played beside this one; null where none is. */
  beside: HostedMatch | null = null
  /** Set when the result is in the database. */
  recorded: ServerMessages['match:recorded'] | null = null
  learner: Learner | null
  /** The result could not be stored, so it does not count. */
  lost = false
  /** Everybody was told the result. */
  announced = false
  /** Seats that were given up before they were really played, while the match went on. */
  private readonly earlyLeavers = new Set<number>()
  private watchers = 0
  private minds: Mind[] = []
  private ticks = 0
  private changed = false

  constructor(
    readonly id: string,
    /** What a private match is entered with; null for a public one. */
    readonly key: string | null,
    readonly settings: MatchSettings,
    readonly contestants: readonly Contestant[],
    readonly match: Match,
    private readonly announcer: Announcer,
    /** Of the agent; null where it plays its best. */
    readonly holdingBack: HoldingBack | null = null,
  ) {
    this.learner = learnerOf(contestants, settings.mode)
  }

  /** How it ended; null while it runs. To be told only when it is `announced`. */
  get result(): MatchResult | null {
    const { result } = this.match
    if (!result) return null
    if (this.lost) return { reason: 'void', scores: result.scores, places: result.places }
    return this.settings.rated && this.leftEarly ? { ...result, unrated: LEFT_EARLY } : result
  }

  /** Whether it moves ratings, now that it is over. */
  get counts(): boolean {
    const { result } = this.match
    return this.settings.rated && result !== null && result.reason !== 'void' && !this.lost && !this.leftEarly
  }

  /** Whether it was left, or a seat of it while it went on, before it was really played. */
  get leftEarly(): boolean {
    const reason = this.match.result?.reason
    if (reason === 'void') return false
    return this.earlyLeavers.size > 0 || (reason === 'left' && !this.reallyPlayed)
  }

  /** Whether a score has changed, and it is not a matter of seconds. */
  private get reallyPlayed(): boolean {
    const { match, settings } = this
    return match.scored && match.tickNumber >= LEAST_SECONDS * settings.task.ticksPerSecond
  }

  /** Where a newborn is raised in it: the UTC day whose it is. */
  get newbornOf(): string | null {
    return newbornOf(this.contestants)
  }

  get watching(): number {
    return this.watchers
  }

  /** This user's seat, or null: also where they have left it for good. */
  seatOf(userId: string | null): number | null {
    const seat = this.contestants.findIndex(({ kind }, i) => kind === 'human' && this.userAt(i) === userId)
    return seat < 0 || this.match.left.includes(seat) ? null : seat
  }

  userAt(seat: number): string | null {
    const contestant = this.contestants[seat]
    return contestant?.kind === 'human' ? contestant.userId : null
  }

  /** The address that its first person plays from; '' where there is none. */
  get personAddress(): string {
    const person = this.contestants.find(({ kind }) => kind === 'human')
    return person?.kind === 'human' ? person.address : ''
  }

  /** Seats of people who have not left for good. */
  get humanSeats(): number[] {
    const { left } = this.match
    return this.contestants.flatMap(({ kind }, seat) => (kind === 'human' && !left.includes(seat) ? [seat] : []))
  }

  /** How many people in its seats are connected. */
  get peopleHere(): number {
    const seats = this.match.presence()
    return this.humanSeats.filter((seat) => seats[seat]?.connected).length
  }

  /** Whether it is over when this user gives it up, who plays it or asked for it. */
  endsWithout(userId: string): boolean {
    if (this.seatOf(userId) === null) return this.settings.askedBy?.userId === userId
    return this.settings.task.leaver === 'ends' || this.humanSeats.length === 1
  }

  /** Whether it hangs on one person, who is away, and stands still for them: with all time to stand spent, it goes on alone. */
  get waitsForItsPerson(): boolean {
    const { match, settings, contestants } = this
    return match.phase === 'paused' && hangsOnOne(settings.mode, contestants) && this.peopleHere === 0
  }

  /** A seat is given up for good now; whether that is before it was really played. */
  noteLeft(seat: number): boolean {
    const isEarly = !this.reallyPlayed || !this.match.presence()[seat]?.joined
    if (isEarly) this.earlyLeavers.add(seat)
    return isEarly
  }

  watch(change: 1 | -1): void {
    this.watchers += change
    this.noteChange()
  }

  /** Its person wishes it easier or harder, from the next serve on, which may be that of a rematch. False where nobody holds back. */
  chooseDifficulty(difficulty: Difficulty): boolean {
    if (!this.holdingBack) return false
    this.holdingBack.choose(difficulty)
    this.noteChange()
    return true
  }

  presence(): Presence {
    const { match } = this
    const seats = match
      .presence()
      .map((seat, i) => ({ ...seat, wantsRematch: this.userAt(i) === null || this.wantRematch.has(i) }))
    // The end is nobody's knowledge until its result is on the disk.
    const phase = match.phase === 'over' && !this.announced ? 'playing' : match.phase
    const difficulty = this.holdingBack?.state ?? null
    return { seats, watching: this.watchers, phase, difficulty, pause: match.pauseState }
  }

  /** Tells everybody in the match. */
  broadcast<E extends keyof ServerMessages>(event: E, body: ServerMessages[E]): void {
    this.announcer.broadcast(this.id, event, body)
  }

  /** Something about who is here changed: told at once where no tick will come to tell it. */
  noteChange(): void {
    if (this.announced) this.broadcast('match:presence', this.presence())
    else this.changed = true
  }

  noteMind(mind: Mind): void {
    if (this.settings.mode === 'sparring') this.minds.push(mind)
  }

  /** A tick of time for the match, and a few times a second news of what is around it. */
  tick(): void {
    this.match.tick()
    if (++this.ticks % Math.round(this.settings.task.ticksPerSecond / NEWS_PER_SECOND) !== 0) return
    if (this.changed) this.broadcast('match:presence', this.presence())
    this.changed = false
    if (this.minds.length > 0) this.broadcast('match:minds', { minds: this.minds.splice(0) })
  }

  live(): LiveMatch {
    const { match, settings, contestants } = this
    const seats = contestants.map((contestant, seat) => ({
      name: contestant.kind === 'human' ? contestant.name : contestant.agent.name,
      kind: contestant.kind,
      score: match.scores[seat]!,
    }))
    const seconds = Math.max(0, match.tickNumber) / settings.task.ticksPerSecond
    return { id: this.id, task: settings.task.id, mode: settings.mode, seats, seconds, watching: this.watchers }
  }
}

/** In sparring, a partner that is not frozen learns. */
function learnerOf(contestants: readonly Contestant[], mode: MatchMode): Learner | null {
  if (mode !== 'sparring') return null
  for (const [seat, contestant] of contestants.entries()) {
    if (contestant.kind !== 'agent') continue
    const { request } = contestant
    if (request.ask !== 'seat-partner' && request.ask !== 'seat-newborn') continue
    const { agentId, policy, frozen } = contestant.agent
    if (frozen || !policy) return null
    return { seat, ownerId: request.userId, agentId, ...policy }
  }
  return null
}
