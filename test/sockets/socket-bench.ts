import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { packetParser } from '../../app/_net/packet-parser.ts'
import { SeededChance } from '../../game/core/chance.ts'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import { readEvents, type LogEvent } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { readReply } from '../../app/_net/read-reply.ts'
import type { ClientMessageName, ServerMessages } from '../../game/protocol/messages.ts'
import type { JoinReply } from '../../game/protocol/replies.ts'
import { PROTOCOL_VERSION } from '../../game/protocol/version.ts'
import { TicksReader } from '../../game/protocol/ticks-frame.ts'
import { registry } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { BrainPool } from '../../server/brains/brain-pool.ts'
import { ownOriginRule } from '../../server/http/origin.ts'
import { SESSION_COOKIE, signSession } from '../../server/http/session.ts'
import { LIMITS, type Limits } from '../../server/base/limits.ts'
import { Lobby } from '../../server/match/lobby/lobby.ts'
import { TickLoop } from '../../server/match/loop.ts'
import type { Journal } from '../../server/match/finished-matches.ts'
import { Matches } from '../../server/match/matches.ts'
import type { Jobs } from '../../server/base/jobs-protocol.ts'
import { systemTimers, type Timers } from '../../server/base/time.ts'
import { RoomAnnouncer } from '../../server/sockets/rooms.ts'
import { openSockets, type Sockets } from '../../server/sockets/socket-server.ts'
import { ExclusionList } from '../../server/store/exclusions.ts'
import { HandClock } from '../support/hand-clock.ts'
import { quietLog } from '../support/quiet-log.ts'
import { FakeJobs } from './fake-jobs.ts'

export const TICK = 1000 / pong.ticksPerSecond
export const SECRET = Buffer.alloc(32, 7)
export const userIdOf = (name: string): string => name.padEnd(16, '0')

/** The cookie of this person's session. */
export function cookieOf(name: string, secret = SECRET): string {
  const session = { userId: userIdOf(name), name, issued: Math.floor(Date.now() / 1000) }
  return `${SESSION_COOKIE}=${signSession(secret, session)}`
}

type Joined = Extract<JoinReply, { ok: true }>

/** One page's connection, with what it was told. */
export class Client {
  readonly told: { event: string; body: unknown }[] = []
  /** Events of the log that came live. */
  readonly events: LogEvent[] = []
  playback: Playback | null = null
  joined: Joined | null = null
  private reader: TicksReader | null = null
  private readonly waiting = new Set<() => void>()

  constructor(
    readonly socket: Socket,
    readonly name: string,
    private readonly tasks: TaskRegistry = registry,
  ) {
    socket.onAny((event: string, body: unknown) => {
      if (event === 'match:ticks') this.step(body)
      this.told.push({ event, body })
      for (const wake of this.waiting) wake()
    })
  }

  /** Asks and gives the reply; which one it is, the test knows. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into replies of every shape
  async ask(name: ClientMessageName, body: unknown): Promise<any> {
    // Only what hangs takes so long: a busy machine must not fail a test.
    const answer: unknown = await this.socket.timeout(20_000).emitWithAck(name, body)
    return name === 'match:input' ? answer : readReply(name, answer)
  }

  send(name: string, ...body: unknown[]): void {
    this.socket.emit(name, ...body)
  }

  /** A message that was told, or will be; each is given once. */
  async hear<E extends keyof ServerMessages>(event: E): Promise<ServerMessages[E]> {
    await this.until(() => this.told.some((one) => one.event === event))
    const [found] = this.told.splice(
      this.told.findIndex((one) => one.event === event),
      1,
    )
    return found?.body as ServerMessages[E]
  }

  /** Waits for something to hold, looked at whenever a message comes. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.waiting.delete(wake)
          resolve()
        }
        this.waiting.add(wake)
      })
    }
  }

  join(match: string, key?: string): Promise<JoinReply> {
    return new Promise((resolve) => {
      // In the callback itself: the first batch may come in the same breath, before any promise goes on.
      this.socket.emit('match:join', key === undefined ? { match } : { match, key }, (reply: JoinReply) => {
        if (reply.ok) this.follow(reply)
        resolve(reply)
      })
    })
  }

  get scores(): number[] {
    return this.playback?.scores ?? []
  }

  private follow(reply: Joined): void {
    this.joined = reply
    const { task: id, version } = reply.header
    const task = this.tasks.findVersion(id, version)
    if (!task) throw new Error(`There is no ${id} version ${version}`)
    this.playback = new Playback(task, reply.header)
    const { bytes } = this.playback.codec
    const body = readEvents(reply.body, bytes)
    this.reader = new TicksReader(bytes, { serial: reply.serial, tick: reply.tick, body })
    this.playback.apply(body, reply.tick)
  }

  private step(body: unknown): void {
    if (!(body instanceof Uint8Array) || !this.playback) return
    const batch = this.reader?.read(body) ?? 'missing'
    if (batch === 'known') return
    if (batch === 'missing') throw new Error('A batch is missing')
    this.events.push(...batch.events)
    this.playback.apply(batch.events, batch.to)
  }
}

/** The game process without its children, on a real port: real sockets, a clock turned by hand, a stand-in for jobs. With `real` the real
 *  clock, and jobs and journal as given. */
export class SocketBench {
  readonly jobs: FakeJobs
  readonly tasks: TaskRegistry
  /** What the server was given. */
  readonly kept: { jobs: Jobs; journal: Journal }
  readonly clock = new HandClock()
  readonly lines = quietLog()
  readonly matches: Matches
  readonly lobby: Lobby
  readonly loop: TickLoop
  readonly brains: BrainPool
  readonly sockets: Sockets
  readonly clients: Client[] = []
  /** Whether the loop has time for another match. */
  readonly admission = { open: true }
  /** Matches that a process before this one died with. */
  readonly dead = new Set<string>()
  private readonly notes = {
    diedWith: (match: string) => this.dead.has(match),
    opened: () => undefined,
    ended: () => undefined,
  }
  readonly http = createServer()
  readonly exclusions = new ExclusionList()
  readonly timers: Timers

  constructor(
    given: {
      policies?: boolean
      limits?: Limits
      real?: { jobs: Jobs; journal: Journal }
      /** Jobs and journal as given, and still a clock that is turned by hand. */
      kept?: { jobs: Jobs; journal: Journal }
      /** The tasks that server and pages know. */
      tasks?: TaskRegistry
      /** Seconds for which a newborn is raised. */
      dailySeconds?: number
      /** Hears how late each tick is, ms. */
      late?: (millis: number) => void
    } = {},
  ) {
    const timers = given.real ? systemTimers : this.clock
    this.timers = timers
    this.tasks = given.tasks ?? registry
    const { tasks } = this
    this.jobs = new FakeJobs(tasks)
    this.kept = given.real ?? given.kept ?? { jobs: this.jobs, journal: this.jobs }
    const { jobs, journal } = this.kept
    const { log } = this.lines
    const announcer = new RoomAnnouncer()
    const chance = new SeededChance(11)
    this.brains = new BrainPool({
      timers: systemTimers,
      log,
      random: () => chance.uniform(),
      workers: given.policies ? 1 : 0,
    })
    const failed = (error: unknown): never => {
      throw error
    }
    this.loop = new TickLoop(timers, failed, given.late)
    const { loop, brains } = this
    this.matches = new Matches({
      timers,
      // What the logs say of time follows the clock that is turned by hand.
      wallClock: given.real ? Date.now : () => 1_790_000_000_000 + this.clock.now(),
      admission: this.admission,
      limits: given.limits ?? LIMITS,
      loop,
      brains,
      chance,
      jobs,
      journal,
      announcer,
      log,
      notes: this.notes,
      ...(given.dailySeconds === undefined ? {} : { dailySeconds: given.dailySeconds }),
    })
    this.lobby = new Lobby({
      tasks,
      timers,
      matches: this.matches,
      jobs,
      log,
      limits: given.limits ?? LIMITS,
    })
    const rules = {
      tasks: tasks.tasks,
      originRule: ownOriginRule(null, 'bench'),
      secret: SECRET,
      behindProxy: true,
      exclusions: this.exclusions,
      wallClock: Date.now,
    }
    const { http, matches, lobby } = this
    this.sockets = openSockets({
      http,
      rules,
      limits: given.limits ?? LIMITS,
      timers,
      log,
      matches,
      lobby,
      jobs,
      brains,
      announcer,
    })
  }

  async open(): Promise<this> {
    this.http.listen(0, '127.0.0.1')
    await once(this.http, 'listening')
    return this
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`
  }

  /** A connection that may be refused: resolves when it stands, rejects with the refusal. */
  async dial(
    given: {
      name?: string
      headers?: Record<string, string>
      auth?: unknown
      transports?: ('websocket' | 'polling')[]
    } = {},
  ): Promise<Client> {
    const { name, transports = ['websocket'] } = given
    const headers: Record<string, string> = { origin: this.origin }
    if (name !== undefined) headers['cookie'] = cookieOf(name)
    const auth = given.auth ?? {
      protocol: PROTOCOL_VERSION,
      tasks: Object.fromEntries(this.tasks.tasks.map(({ id, version }) => [id, version])),
    }
    const socket = io(this.origin, {
      parser: packetParser,
      transports,
      reconnection: false,
      forceNew: true,
      auth: auth as Record<string, unknown>,
      extraHeaders: { ...headers, ...given.headers },
    })
    const client = new Client(socket, name ?? '', this.tasks)
    this.clients.push(client)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    return client
  }

  /** A person's page. */
  person(name: string): Promise<Client> {
    return this.dial({ name })
  }

  /** Somebody without a session. */
  stranger(): Promise<Client> {
    return this.dial()
  }

  /** Lets so many ticks pass. */
  ticks(count: number): void {
    for (let i = 0; i < count; i++) this.clock.turn(TICK)
  }

  /** Lets time pass until the match has come to something. */
  until(match: string, holds: (phase: string, tick: number) => boolean): Promise<void> {
    const hosted = this.matches.get(match)
    return this.playUntil(() => !hosted || holds(hosted.match.phase, hosted.match.tickNumber))
  }

  /** Lets ticks pass, and messages and threads have their turn between them, until something holds. */
  async playUntil(holds: () => boolean): Promise<void> {
    for (let i = 0; !holds(); i++) {
      if (i > 60_000) throw new Error('It never came to that')
      this.ticks(1)
      if (i % 8 === 7) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Waits until the server has worked off what this client sent before. */
  async settled(client: Client): Promise<void> {
    this.clock.turn(1_000)
    await client.ask('time:ping', {})
  }

  async close(): Promise<void> {
    for (const { socket } of this.clients) socket.disconnect()
    await this.sockets.close()
    await this.brains.stop()
  }
}
