import { SeededChance } from '../../game/core/chance.ts'
import { readEvents, type LogHeader, type SeatHolder } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import type { Options, Task } from '../../game/core/task.ts'
import type { Channel } from '../../game/protocol/batch-pace.ts'
import type { Mind } from '../../game/protocol/messages.ts'
import { TicksReader } from '../../game/protocol/ticks-frame.ts'
import { registry } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { Brain } from '../../server/brains/brain.ts'
import { builtInBrain } from '../../server/brains/built-in-brain.ts'
import { Match, type MatchSetup } from '../../server/match/match.ts'
import type { PauseLimits } from '../../server/match/pausing.ts'
import type { MatchLimits } from '../../server/match/seats/people.ts'
import { foreignTasks } from '../support/tasks/index.ts'
import { HandClock } from '../support/hand-clock.ts'

export const TICK = 1000 / pong.ticksPerSecond

export const person = (name: string): SeatHolder => ({ kind: 'human', id: `user-${name}`, name })

export function agent(
  reactionTicks = 0,
  policy?: string,
  task = pong,
  decisionPeriod = task.decisionPeriod,
): SeatHolder {
  const { actionLatency } = task
  const brain =
    policy === undefined ? ({ brain: 'built-in', strength: 'middle' } as const) : ({ brain: 'policy', policy } as const)
  return { kind: 'agent', id: 'agent-1', name: 'Agent', ...brain, decisionPeriod, actionLatency, reactionTicks }
}

const taskIn = ({ task, version }: LogHeader): Task =>
  registry.findVersion(task, version) ?? foreignTasks.findVersion(task, version) ?? pong

/** A spectator or player: steps what is published, as a page does. */
export class Follower {
  readonly playback: Playback
  private readonly reader: TicksReader

  constructor(match: Match, channel: Channel) {
    const { body, tick, serial } = match.published(channel)
    this.playback = new Playback(taskIn(match.header), match.header)
    const events = readEvents(body, this.playback.codec.bytes)
    this.playback.apply(events, tick)
    this.reader = new TicksReader(this.playback.codec.bytes, { serial, tick, body: events })
  }

  take(frame: Uint8Array): void {
    const batch = this.reader.read(frame)
    if (typeof batch === 'string') throw new Error(`A batch is ${batch}`)
    this.playback.apply(batch.events, batch.to)
  }
}

/** A match on the bench: a clock turned by hand, followers of both channels, and all that it told. */
export class MatchBench {
  readonly clock = new HandClock()
  readonly match: Match
  private readonly tick: number
  readonly minds: Mind[] = []
  readonly followers = new Map<Channel, Follower>()
  frames = { players: 0, watchers: 0 }
  changes = 0
  ends = 0
  readonly left: number[] = []

  constructor(
    seats: SeatHolder[],
    given: {
      task?: Task
      seed?: number
      options?: Options
      brains?: (Brain | null)[]
      holdingBack?: MatchSetup['holdingBack']
      pausing?: PauseLimits
      limits?: MatchLimits
    } = {},
  ) {
    const task = given.task ?? pong
    this.tick = 1000 / task.ticksPerSecond
    const header: LogHeader = {
      match: 'm'.repeat(32),
      task: task.id,
      version: task.version,
      options: { ...task.quickGame, ...given.options },
      seats,
      startedAt: 0,
    }
    this.match = new Match({
      task,
      header,
      chance: new SeededChance(given.seed ?? 1),
      clock: this.clock.now,
      brains:
        given.brains ??
        seats.map((seat) =>
          seat.kind === 'agent' ? builtInBrain(task, task.builtIns[task.builtIns.length >> 1]!.strength) : null,
        ),
      holdingBack: given.holdingBack ?? null,
      ...(given.pausing ? { pausing: given.pausing } : {}),
      ...(given.limits ? { limits: given.limits } : {}),
      listener: {
        ticks: (channel, frame) => {
          this.frames[channel]++
          this.followers.get(channel)?.take(frame)
        },
        changed: () => this.changes++,
        mind: (mind) => this.minds.push(mind),
        left: (seat) => this.left.push(seat),
        ended: () => this.ends++,
      },
    })
    for (const channel of ['players', 'watchers'] as const)
      this.followers.set(channel, new Follower(this.match, channel))
  }

  /** Seats everybody and goes on to the first serve. */
  begin(): this {
    this.match.header.seats.forEach((_, seat) => this.match.join(seat))
    return this.ticks(1)
  }

  ticks(count: number): this {
    for (let i = 0; i < count; i++) {
      this.clock.turn(this.tick)
      this.match.tick()
    }
    return this
  }

  /** Ticks until something holds; throws when it takes longer than a match may. */
  until(holds: (match: Match) => boolean): this {
    for (let i = 0; !holds(this.match); i++) {
      if (i > pong.maxTicks + 100) throw new Error('It never came to that')
      this.ticks(1)
    }
    return this
  }
}
