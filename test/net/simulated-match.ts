import { SeededChance } from '../../game/core/chance.ts'
import type { LogHeader } from '../../game/core/match-log.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { Options, Task } from '../../game/core/task.ts'
import type { Channel } from '../../game/protocol/batch-pace.ts'
import type { ClientBody, Question, Reply, ServerMessages } from '../../game/protocol/messages.ts'
import type { Done, JoinReply, Presence, Refusal, StateReply } from '../../game/protocol/replies.ts'
import { decodeTicks } from '../../game/protocol/ticks-frame.ts'
import { registry } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { builtInBrain } from '../../server/brains/built-in-brain.ts'
import { Match } from '../../server/match/match.ts'
import { MatchClient } from '../../app/_net/match-client.ts'
import type { Learning } from '../../app/_net/match-snapshot.ts'
import { unreachable, type LinkStatus, type Pipe } from '../../app/_net/pipe.ts'
import { readReply } from '../../app/_net/read-reply.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import { MomentWeather } from '../support/moment-weather.ts'
import { Weather, type WeatherSetup } from '../support/weather.ts'
import { HandClock } from '../support/hand-clock.ts'

export interface Network {
  /** Round trip without jitter, ms. */
  roundTrip: number
  /** Most that a message is delayed beyond that, each way, ms. */
  jitter: number
  /** What is sent to the page and by it, where that is not the above. */
  down?: WeatherSetup
  up?: WeatherSetup
  /** It treats a moment alike, however much is sent. */
  byMoments?: boolean
}

export interface SimulationOptions extends Network {
  seed?: number
  /** My seat, the others are built-ins'; null: I watch. */
  seat?: number | null
  /** Frames a second of my screen. */
  hertz?: number
  target?: number
  /** The game as the server computes it; pong where it does as the page. */
  engine?: Task
  /** Another game than pong. */
  foreign?: { registry: TaskRegistry; task: Task; options: Options }
}

type Deliver = (message: { [Name in keyof ServerMessages]: [Name, ServerMessages[Name]] }[keyof ServerMessages]) => void

/** A real match, a client of it, and a network between them, all in the time of one clock that the test turns. */
export class SimulatedMatch {
  readonly clock = new HandClock()
  readonly match: Match
  readonly client: MatchClient
  readonly pipe: SimulatedPipe
  /** What the server says of a partner that learns, at each joining. */
  learning: Learning | null = null
  /** Ticks of inputs that the server did not take: they lay too far ahead. */
  readonly dropped: number[] = []
  private readonly hertz: number
  private readonly tickMillis: number
  private nextTick: number

  constructor(setup: SimulationOptions) {
    const { seed = 1, seat = 0, hertz = 60, target = 5, foreign, engine = foreign?.task ?? pong, ...network } = setup
    const task = foreign?.task ?? pong
    const strength = foreign ? foreign.task.builtIns.at(-1)!.strength : 'middle'
    this.hertz = hertz
    this.tickMillis = 1000 / task.ticksPerSecond
    const agent = (name: string): LogHeader['seats'][number] => ({
      kind: 'agent',
      id: name,
      name,
      brain: 'built-in',
      strength,
      decisionPeriod: task.decisionPeriod,
      actionLatency: task.actionLatency,
      reactionTicks: 0,
    })
    const seats = Array.from({ length: task.seats.max }, (_, index) =>
      index === seat ? ({ kind: 'human', id: 'me', name: 'Me' } as const) : agent(`agent${index}`),
    )
    const header: LogHeader = {
      match: 'm'.repeat(26),
      task: task.id,
      version: task.version,
      options: completeOptions(
        task,
        foreign?.options ?? {
          target,
          ...(seat === 0 ? { rightSpeed: 0.55 } : seat === 1 ? { leftSpeed: 0.55 } : {}),
        },
      ),
      seats,
      startedAt: 0,
    }
    const channel: Channel = seat === null ? 'watchers' : 'players'
    this.match = new Match({
      task: engine,
      header,
      chance: new SeededChance(seed),
      clock: this.clock.now,
      brains: seats.map((holder) => (holder.kind === 'agent' ? builtInBrain(task, strength) : null)),
      listener: {
        ticks: (on, frame) => on === channel && this.pipe.fromServer(['match:ticks', frame]),
        changed: () => this.pipe?.fromServer(['match:presence', this.presence()]),
        mind: () => undefined,
        left: () => undefined,
        ended: () => {
          this.match.announce()
          if (this.match.result) this.pipe.fromServer(['match:over', this.match.result])
        },
      },
    })
    this.pipe = new SimulatedPipe(this.clock, network, seed + 1000, {
      join: () => {
        if (seat !== null) this.match.join(seat)
        const { body, tick, serial } = this.match.published(channel)
        const reply: JoinReply = {
          ok: true,
          match: header.match,
          mode: 'sparring',
          rated: false,
          unratedReason: null,
          public: true,
          header,
          seat,
          body,
          tick,
          serial,
          presence: this.presence(),
          result: this.match.result,
          learning: this.learning,
          pauseWished: false,
          raisedUntil: null,
          beside: null,
        }
        return reply
      },
      state: () => {
        const { state, ...whole } = this.match.whole(channel)
        return { ok: true, ...whole, state: new Uint8Array(state.buffer) }
      },
      input: (tick, action) => {
        if (seat !== null && !this.match.input(seat, tick, action)) this.dropped.push(tick)
      },
      lost: () => seat !== null && this.match.lose(seat),
      now: this.clock.now,
    })
    this.nextTick = this.clock.now()
    this.tickOn()
    this.client = new MatchClient(this.pipe, this.clock, foreign?.registry ?? registry, header.match)
    this.client.start()
  }

  /** Lets one frame of the screen pass and returns what a view may draw. */
  async frame(): Promise<Timeline | null> {
    this.clock.turn(1000 / this.hertz)
    // Replies are promises: let those that came be heard.
    for (let i = 0; i < 4; i++) await Promise.resolve()
    return this.client.frame(this.clock.now())
  }

  /** Frames until the client has a match that runs. */
  async begin(): Promise<this> {
    for (let i = 0; i < 10 * this.hertz; i++) {
      const timeline = await this.frame()
      if (timeline && timeline.confirmedTick > 30) return this
    }
    throw new Error('The match did not begin')
  }

  /** The server is held up for so long, and lets that time go. */
  stallServer(millis: number): void {
    this.nextTick += millis
  }

  private tickOn(): void {
    this.match.tick()
    this.nextTick += this.tickMillis
    this.clock.after(this.nextTick - this.clock.now(), () => this.tickOn())
  }

  private presence(): Presence {
    return {
      seats: this.match.presence().map((seat) => ({ ...seat, wantsRematch: false })),
      watching: 0,
      phase: this.match.phase,
      difficulty: null,
      pause: null,
    }
  }
}

interface ServerEnd {
  join(): JoinReply
  state(): StateReply
  input(tick: number, action: number): void
  lost(): void
  now(): number
}

/** A connection with latency and jitter that keeps the order of its messages, as TCP does. */
export class SimulatedPipe implements Pipe {
  status: LinkStatus = { state: 'connected' }
  /** Inputs that were sent, with their ticks. */
  readonly inputs: { tick: number; action: number }[] = []
  /** Times the page joined. */
  joins = 0
  /** Batches that the server sent. */
  batches = 0
  /** Drops the batch of ticks with this serial once. */
  dropSerial: number | null = null
  /** The page is busy: replies to pings are heard this much later, ms. */
  pingDelay = 0
  /** What was asked for as a rematch. */
  readonly rematches: object[] = []
  /** What a rematch is answered. */
  rematch: Done = { ok: true }
  private readonly weather: Record<'up' | 'down', Pick<Weather, 'arrival'>>
  private epoch = 0
  private readonly listeners = new Map<string, Set<(body: never) => void>>()
  private readonly statusListeners = new Set<(status: LinkStatus) => void>()

  constructor(
    private readonly clock: HandClock,
    network: Network,
    seed: number,
    private readonly server: ServerEnd,
  ) {
    const { roundTrip, jitter } = network
    const usual: WeatherSetup = { delay: (roundTrip + jitter) / 2, jitter: jitter / 2 }
    const Kind = network.byMoments ? MomentWeather : Weather
    this.weather = {
      up: new Kind(network.up ?? usual, seed),
      down: new Kind(network.down ?? usual, seed + 1),
    }
  }

  fromServer: Deliver = ([name, body]) => {
    if (name === 'match:ticks') this.batches++
    if (name === 'match:ticks' && decodeTicks(body).serial === this.dropSerial) {
      this.dropSerial = null
      return
    }
    this.travel('down', () => this.listeners.get(name)?.forEach((listener) => listener(body as never)))
  }

  send(name: string, body: object): void {
    if (name !== 'match:input' || !('tick' in body) || !('action' in body)) return
    const input = { tick: Number(body.tick), action: Number(body.action) }
    this.inputs.push(input)
    this.travel('up', () => this.server.input(input.tick, input.action))
  }

  ask<Name extends Question>(name: Name, body: ClientBody<Name>): Promise<Reply<Name> | Refusal> {
    if (name === 'match:rematch') this.rematches.push(body)
    if (this.status.state !== 'connected') return Promise.resolve(unreachable)
    return new Promise((resolve) => {
      this.clock.after(10_000, () => resolve(unreachable))
      this.travel('up', () => {
        const reply = this.answer(name)
        const busy = name === 'time:ping' ? this.pingDelay : 0
        this.travel('down', () => this.clock.after(busy, () => resolve(readReply(name, reply))))
      })
    })
  }

  private answer(name: Question): unknown {
    if (name === 'match:rematch') return this.rematch
    if (name === 'match:state') return this.server.state()
    if (name !== 'match:join') return { ok: true, now: this.server.now() }
    this.joins++
    return this.server.join()
  }

  on<Name extends keyof ServerMessages>(name: Name, listener: (body: ServerMessages[Name]) => void): () => void {
    const set = this.listeners.get(name) ?? new Set()
    this.listeners.set(name, set)
    const heard = listener as (body: never) => void
    set.add(heard)
    return () => void set.delete(heard)
  }

  onStatus(listener: (status: LinkStatus) => void): () => void {
    this.statusListeners.add(listener)
    return () => void this.statusListeners.delete(listener)
  }

  /** Cuts the connection: what is on its way is lost, and the server notices. */
  cut(): void {
    this.epoch++
    this.server.lost()
    this.become({ state: 'lost', retryAt: this.clock.now() + 1000 })
  }

  mend(): void {
    this.become({ state: 'connected' })
  }

  private become(status: LinkStatus): void {
    this.status = status
    for (const listener of this.statusListeners) listener(status)
  }

  private travel(way: 'up' | 'down', arrive: () => void): void {
    const { epoch } = this
    if (this.status.state !== 'connected') return
    const now = this.clock.now()
    this.clock.after(this.weather[way].arrival(now) - now, () => epoch === this.epoch && arrive())
  }
}
