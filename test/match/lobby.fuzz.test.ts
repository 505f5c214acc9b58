import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlayRequest } from '../../game/protocol/messages.ts'
import type { Done, PlayReply } from '../../game/protocol/replies.ts'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import { registry } from '../../game/tasks/index.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { foreignTasks } from '../support/tasks/index.ts'
import { FakePlayer, LobbyBench, settled, sparring } from './lobby-bench.ts'

const PEOPLE = 5
const TABS = 2

const KINDS = [
  'play',
  'cancel',
  'lose',
  'join',
  'leave',
  'accept',
  'rematch',
  'answer',
  'fail',
  'hold',
  'door',
  'turn',
  'breathe',
] as const
interface Act {
  kind: (typeof KINDS)[number]
  person: number
  tab: number
  which: number
}

const REQUESTS: readonly PlayRequest[] = [
  { mode: 'people', task: 'pong' },
  { mode: 'people', task: 'pong' },
  { mode: 'ranked', task: 'pong' },
  sparring,
  { mode: 'invite', task: 'pong' },
]
/** The same of a game of three, and of one that is played alone. */
const OF_THREE: readonly PlayRequest[] = [
  { mode: 'people', task: 'lanterns' },
  { mode: 'people', task: 'lanterns', options: { length: 100 } },
  { mode: 'ranked', task: 'balance' },
  { mode: 'sparring', task: 'lanterns', agentId: builtinAgentId('lanterns', 'hard') },
  { mode: 'invite', task: 'lanterns' },
]
const TURNS = [20, 400, 5_100, 11_000, 31_000]

const act = fc.record<Act>({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant('play' as const) },
    { weight: 13, arbitrary: fc.constantFrom(...KINDS) },
  ),
  person: fc.nat(PEOPLE - 1),
  tab: fc.nat(TABS - 1),
  which: fc.nat(4),
})

/** Sequences that once failed. */
const PAST_FAILURES: [Act[]][] = [
  // Two who ask in the same breath, and both cancel: one was left waiting.
  [
    [
      { kind: 'play', person: 0, tab: 0, which: 0 },
      { kind: 'play', person: 1, tab: 0, which: 0 },
    ],
  ],
]

/** A few people with two tabs each, who do what people, pages and networks do, in any order. */
class Crowd {
  readonly bench: LobbyBench

  constructor(
    tasks: TaskRegistry,
    private readonly requests: readonly PlayRequest[],
  ) {
    this.bench = new LobbyBench({ matches: 3, matchesAlways: 1, line: 3 }, tasks)
  }

  private readonly tabs = Array.from({ length: PEOPLE }, (_, person) =>
    Array.from({ length: TABS }, () => new FakePlayer(String(person + 1))),
  )
  private readonly invites = new Set<string>()
  private readonly asked: Promise<unknown>[] = []

  do({ kind, person, tab, which }: Act): void {
    const { bench } = this
    const player = this.tabs[person]![tab]!
    const mine = this.known().filter((hosted) => hosted.seatOf(player.userId) !== null)
    const one = mine[mine.length - 1]
    const seat = one?.seatOf(player.userId) ?? -1
    // In one tab they leave the match that they play for another one, in the other they do not say so.
    const leave = tab === 1 ? one?.id : undefined
    if (kind === 'play') this.asks(bench.lobby.play(player, { ...this.requests[which]!, leave }))
    if (kind === 'cancel') bench.lobby.cancel(player)
    if (kind === 'lose') bench.lose(player)
    if (kind === 'join') one?.match.join(seat)
    if (kind === 'leave') one?.match.leave(seat)
    if (kind === 'accept') this.asks(bench.lobby.accept(player, [...this.invites][which] ?? 'none'))
    if (kind === 'rematch' && one) this.asks(bench.lobby.rematch(player, one))
    if (kind === 'hold') bench.jobs.held = !bench.jobs.held
    if (kind === 'answer' || kind === 'fail') void bench.jobs.answer(kind === 'fail')
    if (kind === 'door') bench.admission.open = !bench.admission.open
    if (kind === 'turn') bench.clock.turn(TURNS[which]!)
  }

  /** What may not be: a person in two matches that run, a match that runs and is not counted. */
  faults(): string[] {
    const running = this.known().filter(({ match }) => match.phase !== 'over')
    const seated = running.flatMap((hosted) => hosted.humanSeats.map((seat) => hosted.userAt(seat)))
    const twice = seated.filter((userId, i) => seated.indexOf(userId) < i).map((userId) => `${userId} plays twice`)
    return running.length === this.bench.matches.count ? twice : [...twice, 'a match is not counted']
  }

  /** Everybody takes everything back; what is left then. */
  async end() {
    const { bench } = this
    for (const tabs of this.tabs) for (const player of tabs) bench.lobby.cancel(player)
    bench.jobs.held = false
    await bench.jobs.answer()
    await Promise.all(this.asked)
    for (let i = 0; i < 5; i++) await settled()
    const faults = this.faults()
    const waiting = bench.lobby.waitingCount
    for (const { match } of this.known()) match.void()
    await bench.matches.stop()
    bench.clock.turn(31 * 60_000)
    const errors = bench.lines.lines.filter(({ level }) => level >= 50)
    return { faults, waiting, matches: bench.matches.count, alarms: bench.clock.waiting, errors }
  }

  /** Every match of the process that can still be entered. */
  private known() {
    return this.bench.opened.flatMap((id) => this.bench.matches.get(id) ?? [])
  }

  private asks(reply: Promise<PlayReply | Done>): void {
    this.asked.push(
      reply.then((one) => {
        if (one.ok && 'invite' in one && one.invite) this.invites.add(one.invite)
      }),
    )
  }
}

test.each([
  ['of two', registry, REQUESTS],
  ['of three, and alone', foreignTasks, OF_THREE],
] as const)(
  'whatever people do in games %s, nobody is in two matches, nobody waits after cancelling, and nothing is left at the end',
  async (_, tasks, requests) => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
        const crowd = new Crowd(tasks, requests)
        for (const one of acts) {
          crowd.do(one)
          if (one.kind === 'breathe') await settled()
          expect(crowd.faults()).toEqual([])
        }
        expect(await crowd.end()).toEqual({ faults: [], waiting: 0, matches: 0, alarms: 0, errors: [] })
      }),
      { numRuns: 150, examples: PAST_FAILURES },
    )
  },
  60_000,
)
