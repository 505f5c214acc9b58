import { beforeEach, describe, expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import type { PlayRequest } from '../../game/protocol/messages.ts'
import type { PlayReply } from '../../game/protocol/replies.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { STEP_IN } from '../../server/match/lobby/waiting-people.ts'
import { foreignTasks } from '../support/tasks/index.ts'
import { FakePlayer, LobbyBench, settled } from './lobby-bench.ts'

let bench: LobbyBench
let people: FakePlayer[]
beforeEach(() => {
  bench = new LobbyBench({}, foreignTasks)
  people = ['1', '2', '3', '4'].map((name) => new FakePlayer(name))
})

const lanterns: PlayRequest = { mode: 'people', task: 'lanterns' }
const ten: PlayRequest = { mode: 'people', task: 'lanterns', options: { length: 100 } }

const ask = (person: number, request: PlayRequest): Promise<PlayReply> => bench.lobby.play(people[person]!, request)
const matchOf = (reply: PlayReply) => bench.match(reply.ok && 'match' in reply ? reply.match : 'none')
const namesIn = (id: string): string[] => bench.match(id).match.header.seats.map(({ name }) => name)

describe('people who wait', () => {
  test('are brought together when there are as many as there are seats', async () => {
    expect(await ask(0, lanterns)).toMatchObject({ waiting: 'people', stepInMillis: STEP_IN })
    bench.clock.turn(1_000)
    expect(await ask(1, lanterns)).toMatchObject({ waiting: 'people', stepInMillis: STEP_IN - 1_000 })
    const last = matchOf(await ask(2, lanterns))
    expect(namesIn(last.id)).toEqual(['1', '2', '3'])
    expect(people[0]!.heard('lobby:matched')).toEqual([{ match: last.id }])
    expect(people[1]!.heard('lobby:matched')).toEqual([{ match: last.id }])
    expect(last.settings).toMatchObject({ mode: 'people', rated: true })
    expect(bench.lobby.waitingCount).toBe(0)
  })

  test('wait for those who want the same options, and what they choose is not rated', async () => {
    await ask(0, lanterns)
    await ask(1, ten)
    await ask(2, ten)
    expect(bench.lobby.waitingCount).toBe(3)
    const found = matchOf(await ask(3, ten))
    expect(found.match.header.options).toEqual({ length: 100 })
    expect(found.settings).toMatchObject({ rated: false, unratedReason: expect.stringContaining('rules of your own') })
    expect(bench.lobby.waitingCount).toBe(1)
  })

  test('are joined by agents, each another one, where too few come', async () => {
    await ask(0, lanterns)
    await ask(1, lanterns)
    bench.clock.turn(STEP_IN)
    await settled()
    const [told] = people[0]!.heard('lobby:matched')
    expect(namesIn(told!.match)).toEqual(['1', '2', 'Late hand'])
    expect(bench.match(told!.match).settings).toMatchObject({ mode: 'people', rated: true })

    await ask(2, lanterns)
    bench.clock.turn(STEP_IN)
    await settled()
    const [alone] = people[2]!.heard('lobby:matched')
    expect(namesIn(alone!.match)).toEqual(['3', 'Late hand', 'Left hand'])
    expect(bench.match(alone!.match).settings).toMatchObject({ mode: 'ranked', rated: true })
  })

  test('wait on where one of them cancels while they are brought together', async () => {
    await ask(0, lanterns)
    await ask(1, lanterns)
    const asked = ask(2, lanterns)
    bench.lobby.cancel(people[1]!)
    await asked
    await settled()
    expect(bench.matches.count).toBe(0)
    expect(bench.lobby.waitingCount).toBe(2)
    expect(matchOf(await ask(3, lanterns)).match.header.seats).toHaveLength(3)
  })

  test('get as many agents as they need where somebody goes while those are looked for', async () => {
    await ask(0, lanterns)
    await ask(1, lanterns)
    bench.jobs.held = true
    bench.clock.turn(STEP_IN)
    bench.lobby.cancel(people[0]!)
    for (let i = 0; i < 4; i++) await bench.jobs.answer()
    expect(people[0]!.heard('lobby:matched')).toEqual([])
    const [told] = people[1]!.heard('lobby:matched')
    expect(namesIn(told!.match)).toHaveLength(3)
    expect(namesIn(told!.match)[0]).toBe('2')
  })
})

test('somebody who comes while agents are looked for has one of their seats', async () => {
  await ask(0, lanterns)
  bench.jobs.held = true
  bench.clock.turn(STEP_IN)
  await ask(1, lanterns)
  for (let i = 0; i < 4; i++) await bench.jobs.answer()
  const [told] = people[1]!.heard('lobby:matched')
  expect(namesIn(told!.match)).toEqual(['1', '2', 'Late hand'])
  expect(people[0]!.heard('lobby:matched')).toEqual([told])
})

test('all agents of a sparring match are held back alike', async () => {
  const handicap = { reactionTicks: 3, decisionPeriod: 2 * foreignTasks.find('lanterns')!.decisionPeriod }
  const agentId = builtinAgentId('lanterns', 'easy')
  const hosted = matchOf(await ask(0, { mode: 'sparring', task: 'lanterns', seats: 3, agentId, ...handicap }))
  expect(hosted.match.header.seats.filter(({ kind }) => kind === 'agent')).toMatchObject([handicap, handicap])
})

describe('an invitation to a game of three', () => {
  const invite = async (): Promise<string> => {
    const reply = await ask(0, { mode: 'invite', task: 'lanterns', seats: 3, options: { length: 100 } })
    return reply.ok && 'invite' in reply ? (reply.invite ?? '') : ''
  }

  test('opens the match with the last guest, by the rules that its host chose', async () => {
    const token = await invite()
    expect(await bench.lobby.invitation(token)).toMatchObject({ task: 'lanterns', options: { length: 100 }, seats: 3 })
    expect(await bench.lobby.accept(people[1]!, token)).toMatchObject({ ok: true, waiting: 'invite' })
    const hosted = matchOf(await bench.lobby.accept(people[2]!, token))
    expect(namesIn(hosted.id)).toEqual(['1', '2', '3'])
    expect(hosted.match.header.options).toEqual({ length: 100 })
    for (const person of [0, 1]) expect(people[person]!.heard('lobby:matched')).toHaveLength(1)
    expect(bench.lobby.waitingCount).toBe(0)
  })

  test('waits on for another one where a guest goes away, and tells its guests when it is closed', async () => {
    const token = await invite()
    await bench.lobby.accept(people[1]!, token)
    bench.lobby.disconnected(people[1]!)
    expect(await bench.lobby.accept(people[2]!, token)).toMatchObject({ waiting: 'invite' })
    bench.lobby.cancel(people[0]!)
    expect(people[2]!.heard('lobby:answer')).toMatchObject([{ ok: false, code: 'no-invitation' }])
    expect(bench.matches.count).toBe(0)
  })
})

test.each([2, 3])('a match of %i of the seats that a game may have is played, and its log agrees', async (seats) => {
  const reply = await ask(0, { mode: 'invite', task: 'lanterns', seats })
  const token = reply.ok && 'invite' in reply ? (reply.invite ?? '') : ''
  for (const guest of people.slice(1, seats)) await bench.lobby.accept(guest, token)
  const hosted = bench.begin(bench.opened.at(-1)!)
  expect(hosted.match.header.seats).toHaveLength(seats)
  for (let tick = 1; hosted.match.phase !== 'over'; tick++) {
    hosted.match.input(seats - 1, tick, hosted.match.whole('players').state[2]!)
    bench.ticks(3)
  }
  const { result } = hosted.match
  expect(result?.reason).toBe('finished')
  expect(result?.scores).toHaveLength(seats)
  expect(result!.places[seats - 1]).toBe(1)
  expect(checkLog(foreignTasks.find('lanterns')!, hosted.match.record())).toEqual({ ok: true })
  await bench.safe(hosted)
  expect(bench.fake.journal[0]!.seats.map(({ place }) => place)).toEqual(result!.places)
})

describe('a game that is played alone', () => {
  test('needs nobody else, and moves no rating', async () => {
    const hosted = matchOf(await ask(0, { mode: 'ranked', task: 'balance' }))
    expect(namesIn(hosted.id)).toEqual(['1'])
    expect(hosted.settings).toMatchObject({ rated: false, unratedReason: null })
    bench.begin(hosted.id)
    bench.ticks(400)
    expect(hosted.match.result).toMatchObject({ reason: 'finished', places: [1] })
    await bench.safe(hosted)
    expect(bench.fake.journal[0]).toMatchObject({
      task: 'balance',
      rated: false,
      seats: [{ place: 1, contender: null }],
    })
    expect(bench.fake.journal[0]!.seats[0]!.score).toBe(hosted.match.scores[0])
  })

  test('is played by the agent that is named, for who asked to watch: one at a time, which is given up for another', async () => {
    const agentId = builtinAgentId('balance', 'steady')
    const watched = matchOf(await ask(0, { mode: 'ranked', task: 'balance', agentId }))
    expect(watched.match.header.seats).toMatchObject([{ kind: 'agent', id: agentId }])
    expect(watched.settings.rated).toBe(false)
    expect(bench.matches.addressesBut(null)).toEqual([people[0]!.address])
    bench.ticks(30)
    expect(watched.match.phase).toBe('playing')
    const next = matchOf(await ask(0, { mode: 'sparring', task: 'balance', agentId }))
    expect(watched.match.result?.reason).toBe('void')
    bench.ticks(400)
    await bench.safe(next)
    expect(next.result).toMatchObject({ reason: 'finished', places: [1] })
    expect(bench.matches.watchedBy(people[0]!.userId)).toBe(null)
  })

  test('is watched by nobody who has taken back the wish while the agent was looked for', async () => {
    bench.jobs.held = true
    const asked = ask(0, { mode: 'ranked', task: 'balance', agentId: builtinAgentId('balance', 'steady') })
    await settled()
    bench.lobby.cancel(people[0]!)
    await bench.jobs.answer()
    expect(await asked).toMatchObject({ ok: false, code: 'cancelled' })
    expect(bench.matches.count).toBe(0)
  })

  test('is played beside an agent by the rules that its person chose, by both', async () => {
    const beside = builtinAgentId('balance', 'steady')
    const mine = matchOf(await ask(0, { mode: 'sparring', task: 'balance', beside, options: { length: 40 } }))
    expect([mine, mine.beside!].map(({ match }) => match.header.options['length'])).toEqual([40, 40])
  })

  test('is played again alone', async () => {
    const hosted = matchOf(await ask(0, { mode: 'ranked', task: 'balance' }))
    bench.begin(hosted.id)
    bench.ticks(400)
    await bench.safe(hosted)
    expect(await bench.lobby.rematch(people[0]!, hosted)).toEqual({ ok: true })
    expect(bench.matches.count).toBe(1)
  })
})

describe('a match that goes on without who left it', () => {
  test('lets them play elsewhere, and is played again without them', async () => {
    for (const person of [0, 1]) await ask(person, ten)
    const hosted = bench.begin(matchOf(await ask(2, ten)).id)
    bench.ticks(30)
    hosted.match.leave(0)
    expect(await ask(0, { mode: 'ranked', task: 'balance' })).toMatchObject({ ok: true, match: expect.any(String) })
    expect(hosted.match.phase).toBe('playing')
    while (hosted.match.phase !== 'over') bench.ticks(10)
    await bench.safe(hosted)
    expect(bench.fake.journal.find(({ matchId }) => matchId === hosted.id)?.seats[0]).toMatchObject({ place: 3 })
    expect(await bench.lobby.rematch(people[0]!, hosted)).toMatchObject({ ok: false, code: 'not-seated' })
    await bench.lobby.rematch(people[1]!, hosted)
    await bench.lobby.rematch(people[2]!, hosted)
    const next = bench.matches.playedBy(people[1]!.userId)
    expect(namesIn(next!.id)).toEqual(['3', '2', 'Late hand'])
  })
})
