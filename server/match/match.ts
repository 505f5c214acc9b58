import { isActionCode } from '../../game/core/action-codec.ts'
import type { Chance } from '../../game/core/chance.ts'
import { MatchHost } from '../../game/core/match-host.ts'
import type { EndReason, LogHeader, MatchLog, SeatState } from '../../game/core/match-log.ts'
import { longestHistory, StateHistory } from '../../game/core/state-history.ts'
import type { Row, Task } from '../../game/core/task.ts'
import { batchPace, CHANNELS, type BatchPace, type Channel } from '../../game/protocol/batch-pace.ts'
import type { Mind } from '../../game/protocol/messages.ts'
import type { MatchResult, Presence, SeatPresence } from '../../game/protocol/replies.ts'
import type { Brain } from '../brains/brain.ts'
import type { HoldingBack } from './difficulty/holding-back.ts'
import { AgentSeat } from './seats/agent-seat.ts'
import { PendingRevisions } from './pending-revisions.ts'
import { MATCH_LIMITS, People, type MatchLimits } from './seats/people.ts'
import type { Millis } from '../base/time.ts'
import { TickStream, type Published } from './tick-stream.ts'

/** The listener of a match. */
export interface MatchListener {
  /** One batch of ticks, built once for all who get it. */
  ticks(channel: Channel, frame: Uint8Array<ArrayBuffer>): void
  /** The phase, or who is there, is another. */
  changed(): void
  mind(mind: Mind): void
  /** A seat was given up for good, and the match goes on if it can. */
  left(seat: number): void
  /** It is over; nobody was told yet. See `Match.announce`. */
  ended(): void
}

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
  limits?: MatchLimits
}

/** The authority over one match: waits for its people, steps the simulation with what the seats do, writes the log, says who has won.
 *  Knows no socket, no timer, no database. Whoever has it calls `tick` once for each tick of time. */
export class Match {
  readonly state: Row
  phase: Presence['phase'] = 'waiting'
  result: MatchResult | null = null
  /** Seats whose people ended it by leaving, by staying away or by not coming, and are not excused [any]. */
  leavers: readonly number[] = []
  /** The hash of the weights that play in each seat, null where none do [seats]. */
  readonly policies: (string | null)[]
  private readonly task: Task
  private readonly people: People
  private readonly agents: (AgentSeat | null)[]
  private readonly host: MatchHost
  private readonly paces: Record<Channel, BatchPace>
  private readonly streams: Record<Channel, TickStream>
  private readonly history: StateHistory
  private readonly revisions = new PendingRevisions()
  /** Seats that were given up before it began, which the log says once it has. */
  private leftBefore: readonly number[] = []
  private firstScores: readonly number[] = []
  private lastBeat: Millis = 0
  /** The last tick that settled something; the reset does. */
  private settled = 0

  constructor(private readonly setup: MatchSetup) {
    const { task, header, brains, clock, listener } = setup
    this.task = task
    this.host = new MatchHost(task, header, setup.chance)
    this.state = this.host.match.row
    this.history = new StateHistory(longestHistory(task), task.layout.length)
    const pace = (channel: Channel): BatchPace => batchPace(channel, task.ticksPerSecond)
    this.paces = { players: pace('players'), watchers: pace('watchers') }
    this.streams = { players: new TickStream(this.host.log), watchers: new TickStream(this.host.log) }
    this.people = new People(header.seats, clock, setup.limits ?? MATCH_LIMITS)
    this.policies = header.seats.map((holder) => (holder.kind === 'agent' ? (holder.policy ?? null) : null))
    this.agents = header.seats.map((holder, seat) => {
      if (holder.kind === 'human') return null
      const brain = brains[seat]
      if (!brain) throw new Error(`Nobody decides for seat ${seat}`)
      const delay = holder.actionLatency + holder.reactionTicks
      const letsPass = (): boolean => setup.holdingBack?.letsPass() ?? false
      const isCode = (code: number): boolean => isActionCode(this.host.match.codec, code)
      return new AgentSeat(seat, delay, brain, isCode, listener.mind, letsPass)
    })
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
    return this.agents.reduce((sum, agent) => sum + (agent?.lateDecisions ?? 0), 0)
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
    if (outcome === 'deserted') return this.end('void')
    if (outcome) return this.giveUp(outcome.seat, outcome.excused)
    if (this.phase === 'paused' && !this.resumed()) return
    this.advance()
  }

  /** A person takes their seat, for the first time or again. */
  join(seat: number): void {
    if (this.people.arrive(seat)) this.noteSeat(seat, 'taken')
  }

  /** A person's connection is lost: the seat is held for a while. */
  lose(seat: number): void {
    if (this.people.depart(seat, this.tickNumber + 1)) this.noteSeat(seat, 'away')
  }

  /** A seat is given up: as the task says, the match ends, or goes on with those who are left; this seat is last. Where nobody has won by
   *  it, since it had not begun or nobody else has any claim, it is void. */
  leave(seat: number): void {
    if (this.phase === 'over' || this.left.includes(seat)) return
    const isVoid = this.phase === 'waiting' ? this.task.leaver === 'ends' : this.people.desertedBut(seat)
    if (!isVoid) return this.giveUp(seat, false)
    this.leavers = [...this.leavers, seat]
    this.end('void')
  }

  /** A connection was lost by no fault of its person: the seat is held longer, and where they do not come back, they are not blamed: a match
   *  that would end by it is void. */
  excuse(seat: number): void {
    if (this.phase !== 'over' && this.people.excuse(seat)) this.setup.listener.changed()
  }

  /** Ends the match without a winner. */
  void(): void {
    this.end('void')
  }

  /** A person's action from this tick on. False where it is no action, no person's seat, or too far ahead. */
  input(seat: number, tick: number, code: number): boolean {
    if (this.phase === 'over' || !isActionCode(this.host.match.codec, code)) return false
    return this.people.schedule(seat, tick, this.tickNumber + 1, code)
  }

  /** New weights for an agent's seat, which play from the next serve on. Of several, the newest one does. The match closes the brain. */
  revise(seat: number, number: number, hash: string, brain: Brain): void {
    if (this.phase === 'over' || !this.agents[seat]) return brain.close()
    this.revisions.put({ seat, number, hash, brain })
  }

  /** What was published to a channel so far. */
  published(channel: Channel): Published {
    return this.streams[channel].published()
  }

  /** The state and the action in force for each seat [seats], after publishing all ticks up to it to this channel. */
  whole(channel: Channel): { tick: number; state: Row; codes: number[]; paused: boolean } {
    this.publish(channel)
    return {
      tick: this.tickNumber,
      state: this.state.slice(),
      codes: [...this.host.match.codes],
      paused: this.phase === 'paused',
    }
  }

  /** The presence of each seat; agents are always there. */
  presence(): Omit<SeatPresence, 'wantsRematch'>[] {
    return this.people.presence(this.phase)
  }

  /** Publishes the end, once its result is safe. */
  announce(): void {
    this.publish('players')
    this.publish('watchers')
  }

  /** The whole log of a match that is over. Throws where it never began. */
  record(): MatchLog {
    if (!this.result || this.tickNumber < 0) throw new Error('There is no log of a match that was not played')
    return this.host.record(this.result.places)
  }

  private awaitPeople(): void {
    if (this.people.allHere) this.begin()
    else if (!this.people.late) return
    else if (this.task.leaver === 'goes-on' && this.goesOnWith(this.people.here)) {
      this.begin()
      // Their seats are held from now on, as those of lost connections are.
      for (const seat of this.people.away) this.noteSeat(seat, 'away')
    } else {
      this.leavers = [...new Set([...this.leavers, ...this.people.missing])]
      this.end('void')
    }
  }

  private begin(): void {
    this.phase = 'playing'
    this.lastBeat = this.setup.clock()
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
      if (this.task.settles?.(this.state) ?? true) this.settled = tick
    }
    host.advance()
    this.beat(tick)
    if (host.match.over) {
      // The last point counts for the next match.
      this.setup.holdingBack?.serve(this.scores)
      if (this.people.deserted) return this.end('void')
      return this.end(host.match.out.terminated ? 'finished' : 'time')
    }
    if (this.task.atServe(this.state)) this.serve(tick)
    if (tick % this.task.decisionPeriod === 0) this.askAgents(tick)
    for (const channel of CHANNELS)
      if (this.phase === 'paused' || this.streams[channel].due(this.paces[channel], tick, this.settled))
        this.publish(channel)
  }

  private askAgents(tick: number): void {
    for (const agent of this.agents) agent?.ask(this.state, tick, this.history.earlier)
    this.history.keep(this.state)
  }

  private move(seat: number, tick: number): void {
    const agent = this.agents[seat]
    let code = -1
    if (agent) {
      const move = agent.moveAt(tick)
      for (const ticks of move.late) this.host.log.write({ tick, kind: 'late', seat, ticks })
      code = move.code
    } else code = this.people.actionAt(seat, tick)
    if (code >= 0) this.host.act(seat, code)
  }

  /** The quiet moment at which new weights are taken and a match may stand still. */
  private serve(tick: number): void {
    if (this.setup.holdingBack?.serve(this.scores)) this.setup.listener.changed()
    for (const { seat, number, hash, brain } of this.revisions.take()) {
      this.agents[seat]?.revise(brain)
      this.policies[seat] = hash
      this.host.log.write({ tick, kind: 'policy', seat, revision: number, hash })
    }
    if (!this.people.worthWaiting) return
    this.phase = 'paused'
    this.people.pause()
    this.host.log.write({ tick, kind: 'pause' })
    this.setup.listener.changed()
  }

  private resumed(): boolean {
    if (this.people.worthWaiting) return false
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

  private giveUp(seat: number, excused: boolean): void {
    if (!excused) this.leavers = [...this.leavers, seat]
    const isVoid = excused || this.phase === 'waiting'
    if (this.task.leaver === 'ends') return isVoid ? this.end('void') : this.end('left', seat)
    this.people.leave(seat, this.tickNumber + 1)
    if (this.phase === 'waiting') this.leftBefore = [...this.leftBefore, seat]
    this.noteSeat(seat, 'left')
    this.setup.listener.left(seat)
    if (!this.goesOnWith(this.people.count)) this.end(isVoid ? 'void' : 'left')
  }

  /** Whether so many people are enough: somebody, who has somebody to play with. */
  private goesOnWith(people: number): boolean {
    const agents = this.agents.filter((agent) => agent !== null).length
    return people > 0 && people + agents > 1
  }

  private end(reason: EndReason, leaver?: number): void {
    if (this.phase === 'over') return
    this.phase = 'over'
    if (this.tickNumber >= 0) this.host.end(reason)
    this.result = { reason, scores: this.scores, places: this.places(leaver) }
    for (const agent of this.agents) agent?.close()
    this.revisions.close()
    this.setup.listener.ended()
  }

  /** A leaver is last, the others share what their scores give them. */
  private places(leaver: number | undefined): number[] {
    const { places } = this.host.match
    if (leaver === undefined) return places
    return places.map((place, seat) => (seat === leaver ? places.length : place - (places[leaver]! < place ? 1 : 0)))
  }

  private publish(channel: Channel): void {
    const frame = this.streams[channel].cut(this.tickNumber)
    if (frame) this.setup.listener.ticks(channel, frame)
  }
}
