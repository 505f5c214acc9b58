import { SeededChance } from '../../game/core/chance.ts'
import type { ServerMessages } from '../../game/protocol/messages.ts'
import { registry } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { BrainPool } from '../../server/brains/brain-pool.ts'
import type { JobsReplies, JobsRequest } from '../../server/base/jobs-protocol.ts'
import { LIMITS, type Limits } from '../../server/base/limits.ts'
import type { HostedMatch } from '../../server/match/hosted-match.ts'
import { Lobby } from '../../server/match/lobby/lobby.ts'
import { TickLoop } from '../../server/match/loop.ts'
import { Matches } from '../../server/match/matches.ts'
import type { Jobs } from '../../server/base/jobs-protocol.ts'
import type { Player } from '../../server/match/seats/player.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { FakeJobs } from '../sockets/fake-jobs.ts'
import { HandClock } from '../support/hand-clock.ts'
import { quietLog } from '../support/quiet-log.ts'

/** A sparring match against a built-in. */
export const sparring = { mode: 'sparring', task: 'pong', agentId: builtinAgentId('pong', 'middle') } as const

const TICK = 1000 / pong.ticksPerSecond

interface Told {
  event: keyof ServerMessages
  body: unknown
}

/** A person at one connection, with what they were told. */
export class FakePlayer implements Player {
  readonly userId: string
  readonly told: Told[] = []

  constructor(
    readonly name: string,
    readonly address = `10.0.0.${name}`,
  ) {
    this.userId = name.padStart(16, '0')
  }

  send<E extends keyof ServerMessages>(event: E, body: ServerMessages[E]): void {
    this.told.push({ event, body })
  }

  /** Bodies of one kind of message, in their order. */
  heard<E extends keyof ServerMessages>(event: E): ServerMessages[E][] {
    // The body belongs to the event, which the compiler cannot follow through the list.
    return this.told.filter((one) => one.event === event).map(({ body }) => body as ServerMessages[E])
  }
}

/** Jobs whose answers about agents wait until the test lets them go, where it asked for that. */
class HeldJobs implements Jobs {
  held = false
  private readonly waiting: ((fails: boolean) => void)[] = []

  constructor(readonly fake: FakeJobs) {}

  async ask<R extends JobsRequest>(request: R): Promise<JobsReplies[R['ask']]> {
    const waits = this.held && request.ask !== 'names'
    const fails = waits ? await new Promise<boolean>((resolve) => this.waiting.push(resolve)) : false
    if (fails) throw new Error('No agent')
    return this.fake.ask(request)
  }

  onEvent: Jobs['onEvent'] = (listener) => this.fake.onEvent(listener)

  get asked(): number {
    return this.waiting.length
  }

  /** Answers everything that waits. */
  async answer(fails = false): Promise<void> {
    for (const resolve of this.waiting.splice(0)) resolve(fails)
    await settled()
  }
}

/** Lets promises that can go on go on. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Lobby and matches without sockets: people are objects, the clock is turned by hand. */
export class LobbyBench {
  readonly clock = new HandClock()
  readonly fake: FakeJobs
  readonly jobs: HeldJobs
  readonly lines = quietLog()
  /** Ids of all matches, in the order in which they were opened. */
  readonly opened: string[] = []
  readonly matches: Matches
  readonly lobby: Lobby
  readonly loop: TickLoop
  readonly brains: BrainPool
  readonly admission = { open: true }
  /** What was told to everybody in a match. */
  readonly announced: { match: string; event: keyof ServerMessages; body: unknown }[] = []

  constructor(limits: Partial<Limits> = {}, tasks = registry) {
    this.fake = new FakeJobs(tasks)
    this.jobs = new HeldJobs(this.fake)
    const { clock: timers, jobs } = this
    const { log } = this.lines
    const chance = new SeededChance(11)
    this.brains = new BrainPool({ timers, log, random: () => chance.uniform(), workers: 0 })
    this.loop = new TickLoop(timers, (error) => {
      throw error
    })
    const all = { ...LIMITS, ...limits }
    const announcer = {
      broadcastTicks: () => undefined,
      broadcast: <E extends keyof ServerMessages>(match: string, event: E, body: ServerMessages[E]) =>
        void this.announced.push({ match, event, body }),
    }
    this.matches = new Matches({
      timers,
      wallClock: Date.now,
      admission: this.admission,
      notes: { diedWith: () => false, opened: (id) => void this.opened.push(id), ended: () => undefined },
      loop: this.loop,
      brains: this.brains,
      chance,
      jobs,
      journal: this.fake,
      announcer,
      log,
      limits: all,
    })
    this.lobby = new Lobby({ tasks, timers, matches: this.matches, jobs, log, limits: all })
  }

  ticks(count: number): void {
    for (let i = 0; i < count; i++) this.clock.turn(TICK)
  }

  match(id: string): HostedMatch {
    const hosted = this.matches.get(id)
    if (!hosted) throw new Error('There is no such match')
    return hosted
  }

  /** Everybody takes their seats, and the match begins. */
  begin(id: string): HostedMatch {
    const hosted = this.match(id)
    for (const seat of hosted.humanSeats) hosted.match.join(seat)
    this.ticks(2)
    return hosted
  }

  /** Waits until a match that is over has brought its result to safety. */
  async safe({ id }: { id: string }): Promise<void> {
    while (!this.match(id).announced) await settled()
  }

  /** Two people are paired; the id of their match. */
  async pair(one: FakePlayer, two: FakePlayer): Promise<string> {
    await this.lobby.play(one, { mode: 'people', task: 'pong' })
    const reply = await this.lobby.play(two, { mode: 'people', task: 'pong' })
    if (!reply.ok || !('match' in reply)) throw new Error(`They were not paired: ${JSON.stringify(reply)}`)
    return reply.match
  }

  /** The connection of a seat is lost, as the socket door tells it. */
  lose(player: FakePlayer): void {
    const hosted = this.matches.playedBy(player.userId)
    if (hosted) hosted.match.lose(hosted.seatOf(player.userId) ?? -1)
    this.lobby.disconnected(player)
  }
}
