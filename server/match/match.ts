import { isActionCode } from '../../game/core/action-codec.ts'
import type { Chance } from '../../game/core/chance.ts'
import { MatchHost } from '../../game/core/match-host.ts'
import type { EndReason, LogHeader, MatchLog, SeatState } from '../../game/core/match-log.ts'
import { placesOf, type Row, type Task } from '../../game/core/task.ts'
import { CHANNELS, type Channel } from '../../game/protocol/batch-pace.ts'
import type { MatchResult, PauseState, Presence, SeatPresence } from '../../game/protocol/replies.ts'
import type { GoneHow } from '../../game/protocol/terms.ts'
import type { Brain } from '../brains/brain.ts'
import type { HoldingBack } from './difficulty/holding-back.ts'
import { Agents } from './seats/agents.ts'
import type { MatchListener } from './match-listener.ts'
import { MatchStreams } from './match-streams.ts'
import { Pausing, type PauseLimits } from './pausing.ts'
import { MATCH_LIMITS, People, type MatchLimits } from './seats/people.ts'
import type { Millis } from '../base/time.ts'
import type { Published } from './tick-stream.ts'

export interface MatchSetup {
  task: Task
  header: LogHeader
  /** Where fresh words come from. */
  chance: Chance
  clock: () => Millis
  /** The brain of each agent's seat; null for a person's [seats]. The match closes them. */
  brains: readonly (Brain | null)[]
  listener: MatchListener
  /** Of the agents; missing where they play their best. */
  holdingBack?: Pick<HoldingBack, 'serve' | 'letsPass'> | null
  /** Its time is over at this tick; missing where only the task ends it. */
  lastTick?: number | null
  limits?: MatchLimits
  /** The match beside which it is played: it begins, stands still and goes on with that one. */
  beside?: { readonly phase: Presence['phase'] }
  /** Where its one person may pause it, and within which limits; missing where nobody may. */
  pausing?: PauseLimits
}

/** The authority over one match: waits for its people, steps the simulation with what the seats do, writes the log, says who has won.
 *  Knows no socket, no timer, no database. Whoever has it calls `tick` once for each tick of time. */
export class Match {
  readonly state: Row
  phase: Presence['phase'] = 'waiting'
  result: MatchResult | null = null
  /** Seats whose people ended it by leaving, by staying away or by not coming, and are not excused [any]. */
  leavers: readonly number[] = []
  private readonly task: Task
  private readonly people: People
  private readonly pausing: Pausing | null
  private readonly agents: Agents
  private readonly host: MatchHost
  private readonly streams: MatchStreams
  /** Seats that were given up before it began, which the log says once it has. */
  private leftBefore: readonly number[] = []
  private firstScores: readonly number[] = []
  private lastBeat: Millis = 0
  /** Until then it stands still at its start. */
  private countsInUntil: Millis = -Infinity
  /** Seats whose people have done something. */
  private readonly moved = new Set<number>()

  constructor(private readonly setup: MatchSetup) {
    const { task, header, brains, clock, listener } = setup
    this.task = task
    this.host = new MatchHost(task, header, setup.chance)
    this.state = this.host.match.row
    this.streams = new MatchStreams(this.host.log, task.ticksPerSecond, (channel, frame) =>
      listener.ticks(channel, frame),
    )
    this.people = new People(header.seats, clock, setup.limits ?? MATCH_LIMITS)
    const letsPass = (): boolean => setup.holdingBack?.letsPass() ?? false
    const { codec } = this.host.match
    this.agents = new Agents({ task, header, brains, codec, told: listener.mind, letsPass })
    this.pausing = setup.pausing ? new Pausing(clock, () => listener.changed(), setup.pausing) : null
  }

  /** The tick at which its time is over; infinite where only the task ends it. */
  get lastTick(): number {
    return this.setup.lastTick ?? Infinity
  }

  get header(): LogHeader {
    return this.setup.header
  }

  /** Ticks stepped; −1 before the reset. */
  get tickNumber(): number {
    return this.host.match.tick
  }

  /** Decisions of agents that came late or not at all. */
  get lateDecisions(): number {
    return this.agents.lateDecisions
  }

  /** The hash of the weights that play in each seat, null where none do [seats]. */
  get policies(): readonly (string | null)[] {
    return this.agents.policies
  }

  /** Seats that were left for good while the match went on, or before it began, in the order of leaving. */
  get left(): readonly number[] {
    return this.tickNumber < 0 ? this.leftBefore : this.host.match.left
  }

  /** Whether any score has changed since the match began. */
  get scored(): boolean {
    return this.scores.some((score, seat) => score !== (this.firstScores[seat] ?? score))
  }

  get scores(): number[] {
    return this.host.match.scores
  }

  /** A tick of time has passed. */
  tick(): void {
    if (this.phase === 'over') return
    if (this.phase === 'waiting') return this.awaitPeople()
    const { outcome } = this.people
    if (outcome === 'deserted') return this.end('void', { seat: null, how: 'lost' })
    if (outcome) return this.giveUp(outcome)
    if (this.pausing?.spent) return this.giveUp({ seat: this.people.first, excused: false, how: 'paused' })
    if (this.phase === 'paused' && !this.resumed()) return
    this.advance()
  }

  /** A person takes their seat, for the first time or again. draws: `ready` follows once their court is drawn. */
  join(seat: number, draws = false): void {
    if (this.people.arrive(seat, draws)) this.noteSeat(seat, 'taken')
  }

  /** The court of a person who is there is drawn: it may begin, or go on. */
  ready(seat: number): void {
    this.people.drew(seat)
  }

  /** A person's connection is lost, or they stepped out to another page: the seat is held for a while. */
  lose(seat: number, steppedOut = false): void {
    if (this.people.depart(seat, this.tickNumber + 1, steppedOut)) this.noteSeat(seat, 'away')
  }

  /** Its person wishes it to stand still, or to go on. 'never': nobody can pause this one · 'spent': they have done so for long enough */
  pause(paused: boolean): 'done' | 'never' | 'spent' {
    if (!this.pausing || this.phase === 'over') return 'never'
    if (!this.pausing.ask(paused)) return 'spent'
    this.setup.listener.changed()
    return 'done'
  }

  /** A seat is given up: as the task says, the match ends, or goes on with those who are left; this seat is last. Where nobody has won by
   *  it, since it had not begun or nobody else has any claim, it is void. */
  leave(seat: number, how: GoneHow = 'left'): void {
    if (this.phase === 'over' || this.left.includes(seat)) return
    const isVoid = this.phase === 'waiting' ? this.task.leaver === 'ends' : this.people.desertedBut(seat)
    if (!isVoid) return this.giveUp({ seat, excused: false, how })
    this.leavers = [...this.leavers, seat]
    this.end('void', { seat, how })
  }

  /** A connection was lost by no fault of its person: the seat is held longer, and where they do not come back, they are not blamed: a match
   *  that would end by it is void. */
  excuse(seat: number): void {
    if (this.phase !== 'over' && this.people.excuse(seat)) this.setup.listener.changed()
  }

  /** Ends the match without a winner. gone: whose seat ended it, where one did. */
  void(gone?: NonNullable<MatchResult['gone']>): void {
    this.end('void', gone)
  }

  /** A person's action from this tick on. False where it is no action, no person's seat, or too far ahead. */
  input(seat: number, tick: number, code: number): boolean {
    if (this.phase === 'over' || !isActionCode(this.host.match.codec, code)) return false
    return this.people.schedule(seat, tick, this.tickNumber + 1, code)
  }

  /** New weights for an agent's seat, which play from the next serve on. Of several, the newest one does. The match closes the brain. */
  revise(seat: number, number: number, hash: string, brain: Brain): void {
    if (this.phase === 'over') brain.close()
    else this.agents.revise({ seat, number, hash, brain })
  }

  /** What was published to a channel so far. */
  published(channel: Channel): Published {
    return this.streams.published(channel)
  }

  /** The state and the action in force for each seat [seats], after publishing all ticks up to it to this channel. */
  whole(channel: Channel): { tick: number; state: Row; codes: number[]; paused: boolean } {
    this.streams.publish(channel, this.tickNumber)
    return {
      tick: this.tickNumber,
      state: this.state.slice(),
      codes: [...this.host.match.codes],
      paused: this.phase === 'paused',
    }
  }

  /** The presence of each seat; agents are always there. */
  presence(): Omit<SeatPresence, 'wantsRematch'>[] {
    const left = this.pauseState?.leftMillis ?? Infinity
    return this.people
      .presence(this.phase)
      .map((seat) => ({ ...seat, heldMillis: seat.heldMillis === null ? null : Math.min(left, seat.heldMillis) }))
  }

  /** Whether its one person has asked for it to stand still, which it does from the next tick on. */
  get pauseWished(): boolean {
    return this.pausing?.wished ?? false
  }

  /** How it stands still for its one person, or at its start; null where it does not. */
  get pauseState(): PauseState | null {
    if (this.phase !== 'paused') return null
    const left = Math.round(this.countsInUntil - this.setup.clock())
    return this.pausing?.state ?? (left > 0 ? { leftMillis: left, goesOnMillis: left } : null)
  }

  /** Publishes the end, once its result is safe. */
  announce(): void {
    for (const channel of CHANNELS) this.streams.publish(channel, this.tickNumber)
  }

  /** The whole log of a match that is over. Throws where it never began. */
  record(): MatchLog {
    if (!this.result || this.tickNumber < 0) throw new Error('There is no log of a match that was not played')
    return this.host.record(this.result.places)
  }

  private awaitPeople(): void {
    if (this.setup.beside?.phase === 'waiting') return
    if (this.people.ready) this.begin()
    else if (this.people.allHere || !this.people.late) return
    else if (this.task.leaver === 'goes-on' && this.goesOnWith(this.people.here)) {
      this.begin()
      // Their seats are held from now on, as those of lost connections are.
      for (const seat of this.people.away) this.noteSeat(seat, 'away')
    } else {
      const { absent, missing } = this.people
      this.leavers = [...new Set([...this.leavers, ...absent])]
      const seat = missing[0] ?? absent[0] ?? null
      const how = missing.length > 0 ? 'never-came' : seat !== null && this.people.steppedOut(seat) ? 'away' : 'lost'
      this.end('void', { seat, how })
    }
  }

  private begin(): void {
    this.phase = 'playing'
    this.people.begin()
    this.lastBeat = this.setup.clock()
    if (this.people.count > 0) this.countsInUntil = this.lastBeat + 1000 * (this.task.countIn ?? 0)
    this.advance()
    for (const seat of this.leftBefore) this.host.noteSeat(seat, 'left')
    this.firstScores = this.scores
    this.setup.listener.changed()
  }

  private advance(): void {
    const { host } = this
    const tick = this.tickNumber + 1
    if (tick > 0) {
      for (let seat = 0; seat < this.host.match.seats; seat++) this.move(seat, tick)
      if (this.task.settles?.(this.state) ?? true) this.streams.settle(tick)
    }
    host.advance()
    this.beat(tick)
    if (host.match.over) {
      // The last point counts for the next match.
      this.setup.holdingBack?.serve(this.scores)
      if (this.people.deserted) return this.end('void')
      return this.end(host.match.out.terminated ? 'finished' : 'time')
    }
    if (tick >= this.lastTick) return this.end('time')
    if (this.task.atServe(this.state)) this.serve(tick)
    if (tick % this.task.decisionPeriod === 0) this.agents.ask(this.state, tick)
    if (this.phase === 'playing' && (this.heldStill || this.pausing?.wanted(this.people.ready))) this.standStill(tick)
    this.streams.stepped(tick, this.phase === 'paused')
  }

  private move(seat: number, tick: number): void {
    const agent = this.agents.at(seat)
    let code = -1
    if (agent) {
      const move = agent.moveAt(tick)
      for (const ticks of move.late) this.host.log.write({ tick, kind: 'late', seat, ticks })
      code = move.code
    } else code = this.moveOfPerson(seat, tick)
    if (code >= 0) this.host.act(seat, code)
  }

  /** What a person's seat begins to do at this tick; −1: it goes on as it was. */
  private moveOfPerson(seat: number, tick: number): number {
    const code = this.people.actionAt(seat, tick)
    if (code >= 0) this.moved.add(seat)
    const { rest } = this.task
    return code < 0 && rest && !this.moved.has(seat) ? rest[tick % rest.length]! : code
  }

  /** Whether it stands still at its start, or with the match beside it. */
  private get heldStill(): boolean {
    return this.setup.clock() < this.countsInUntil || this.setup.beside?.phase === 'paused'
  }

  /** The quiet moment at which new weights are taken and a match may stand still. */
  private serve(tick: number): void {
    if (this.setup.holdingBack?.serve(this.scores)) this.setup.listener.changed()
    for (const { seat, number: revision, hash } of this.agents.takeRevisions())
      this.host.log.write({ tick, kind: 'policy', seat, revision, hash })
    if (this.people.worthWaiting) this.standStill(tick)
  }

  private standStill(tick: number): void {
    this.phase = 'paused'
    this.people.pause()
    this.pausing?.begin()
    this.host.log.write({ tick, kind: 'pause' })
    this.setup.listener.changed()
  }

  private resumed(): boolean {
    if (this.people.worthWaiting || this.heldStill || this.pausing?.goesOn(this.people.ready) === false) return false
    this.pausing?.end()
    this.host.log.write({ tick: this.tickNumber, kind: 'resume', millis: Math.round(this.people.resume()) })
    this.phase = 'playing'
    this.setup.listener.changed()
    return true
  }

  private noteSeat(seat: number, state: SeatState): void {
    if (this.phase === 'playing' || this.phase === 'paused') this.host.noteSeat(seat, state)
    this.setup.listener.changed()
  }

  private beat(tick: number): void {
    if (tick === 0 || tick % this.task.ticksPerSecond !== 0) return
    const now = this.setup.clock()
    this.host.beat(now - this.lastBeat)
    this.lastBeat = now
  }

  private giveUp({ seat, excused, how }: { seat: number; excused: boolean; how: GoneHow }): void {
    if (!excused) this.leavers = [...this.leavers, seat]
    const isVoid = excused || this.phase === 'waiting'
    const gone = { seat, how }
    if (this.task.leaver === 'ends') return this.end(isVoid ? 'void' : 'left', gone)
    this.people.leave(seat, this.tickNumber + 1)
    if (this.phase === 'waiting') this.leftBefore = [...this.leftBefore, seat]
    this.noteSeat(seat, 'left')
    this.setup.listener.left(seat)
    if (!this.goesOnWith(this.people.count)) this.end(isVoid ? 'void' : 'left', gone)
  }

  /** Whether so many people are enough: somebody, who has somebody to play with. */
  private goesOnWith(people: number): boolean {
    return people > 0 && people + this.agents.count > 1
  }

  /** gone: whose seat ended it, where one did. */
  private end(reason: EndReason, gone?: NonNullable<MatchResult['gone']>): void {
    if (this.phase === 'over') return
    this.phase = 'over'
    if (this.tickNumber >= 0) this.host.end(reason)
    const { match } = this.host
    // Who ended it by leaving is last, the others share what their scores give them.
    const leaver = reason === 'left' && this.task.leaver === 'ends' ? (gone?.seat ?? null) : null
    const places = leaver === null ? match.places : placesOf(this.task, this.state, match.seats, [leaver])
    this.result = { reason, scores: this.scores, places, ...(gone ? { gone } : {}) }
    this.agents.close()
    this.setup.listener.ended()
  }
}
