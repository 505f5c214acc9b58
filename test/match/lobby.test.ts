import { beforeEach, describe, expect, test } from 'vitest'
import { taskRegistry } from '../../game/core/task-registry.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { STEP_IN } from '../../server/match/lobby/waiting-people.ts'
import { MATCH_LIMITS } from '../../server/match/seats/people.ts'
import { SeatRefusal } from '../../server/base/seat-refusal.ts'
import { lanterns } from '../support/tasks/lanterns/lanterns.ts'
import { FakePlayer, LobbyBench, settled, sparring } from './lobby-bench.ts'

let bench: LobbyBench
let ann: FakePlayer
let bob: FakePlayer
beforeEach(() => {
  bench = new LobbyBench()
  ann = new FakePlayer('1')
  bob = new FakePlayer('2')
})

const people = { mode: 'people', task: 'pong' } as const

test('who has as many partners as one can have is told so, and another failure of jobs stays in the log', async () => {
  const sentence = 'You have 5 partners, as many as one person can have: play one of them.'
  bench.fake.noPartner = new SeatRefusal('too-many-partners', sentence)
  const partner = { mode: 'sparring', task: 'pong' } as const
  expect(await bench.lobby.play(ann, partner)).toEqual({ ok: false, code: 'too-many-partners', message: sentence })
  bench.fake.noPartner = new Error('relation "Agent" does not exist')
  expect(await bench.lobby.play(ann, partner)).toMatchObject({ ok: false, code: 'no-opponent' })
  expect(bench.matches.count).toBe(0)
})

describe('who leaves the match they play for another one', () => {
  const play = async (player: FakePlayer): Promise<string> => {
    const reply = await bench.lobby.play(player, sparring)
    if (!reply.ok || !('match' in reply)) throw new Error(JSON.stringify(reply))
    return bench.begin(reply.match).id
  }
  const goesOn = (match: string): boolean => bench.match(match).match.phase !== 'over'

  test('keeps it where they cannot have the other one', async () => {
    const leave = await play(ann)
    bench.fake.diskFull = true
    expect(await bench.lobby.play(ann, { ...sparring, leave })).toMatchObject({ code: 'disk-full' })
    bench.fake.diskFull = false
    bench.matches.leavers.left(ann.userId)
    expect(await bench.lobby.play(ann, { ...people, leave })).toMatchObject({ code: 'pause' })
    bench.fake.noPartner = new Error('None')
    expect(await bench.lobby.play(ann, { mode: 'sparring', task: 'pong', leave })).toMatchObject({
      code: 'no-opponent',
    })
    expect(goesOn(leave)).toBe(true)
  })

  test('keeps it where the one who invited them plays', async () => {
    const reply = await bench.lobby.play(bob, { mode: 'invite', task: 'pong' })
    if (!reply.ok || !('invite' in reply) || !reply.invite) throw new Error('No invitation')
    const leave = await play(ann)
    bench.jobs.held = true
    const playing = bench.lobby.play(bob, sparring)
    await settled()
    const again = await bench.lobby.accept(ann, reply.invite, leave)
    expect(again).toMatchObject({ ok: false })
    expect(goesOn(leave)).toBe(true)
    await bench.jobs.answer()
    await playing
  })

  test('has the room of it, in all and of their address', async () => {
    bench = new LobbyBench({ matches: 1, matchesAlways: 1, matchesPerAddress: 1 })
    const leave = await play(ann)
    const reply = await bench.lobby.play(ann, { ...sparring, leave })
    expect(reply).toMatchObject({ ok: true, match: expect.any(String) })
    expect(goesOn(leave)).toBe(false)
    expect(bench.matches.count).toBe(1)
  })
})

describe('who waits for a person', () => {
  test('and cancels while an agent is looked for is not queued again when none can play', async () => {
    await bench.lobby.play(ann, people)
    bench.jobs.held = true
    bench.clock.turn(STEP_IN)
    bench.lobby.cancel(ann)
    await bench.jobs.answer(true)
    expect(bench.lobby.waitingCount).toBe(0)
    expect(await bench.lobby.play(bob, people)).toMatchObject({ waiting: 'people' })
  })

  test('and is gone while an agent is looked for is not queued again either', async () => {
    await bench.lobby.play(ann, people)
    bench.jobs.held = true
    bench.clock.turn(STEP_IN)
    bench.lobby.disconnected(ann)
    await bench.jobs.answer(true)
    expect(bench.lobby.waitingCount).toBe(0)
  })

  test('and cancels and waits again gets one match, not also that of the agent which was asked for before', async () => {
    await bench.lobby.play(ann, people)
    bench.jobs.held = true
    bench.clock.turn(STEP_IN)
    bench.lobby.cancel(ann)
    await bench.lobby.play(ann, people)
    bench.clock.turn(STEP_IN)
    await bench.jobs.answer()
    expect(ann.heard('lobby:matched')).toHaveLength(1)
    expect(bench.matches.count).toBe(1)
    expect(bench.lobby.waitingCount).toBe(0)
  })

  test('and is paired before the agent answers plays one match', async () => {
    await bench.lobby.play(ann, people)
    bench.jobs.held = true
    bench.clock.turn(STEP_IN)
    await bench.lobby.play(bob, people)
    await bench.jobs.answer(true)
    bench.jobs.held = false
    bench.clock.turn(STEP_IN)
    await settled()
    expect(bench.matches.count).toBe(1)
    expect(bench.lobby.waitingCount).toBe(0)
  })

  test('goes on waiting, and is told so, where no agent can play', async () => {
    await bench.lobby.play(ann, people)
    bench.jobs.held = true
    bench.clock.turn(STEP_IN)
    await bench.jobs.answer(true)
    expect(ann.heard('lobby:answer')).toEqual([{ ok: true, waiting: 'people', stepInMillis: STEP_IN }])
    expect(bench.lobby.waitingCount).toBe(1)
  })

  test('gets no match, and is told why, where no result can be kept by the time an agent would step in', async () => {
    await bench.lobby.play(ann, people)
    bench.fake.diskFull = true
    bench.clock.turn(STEP_IN)
    await settled()
    expect(bench.matches.count).toBe(0)
    expect(ann.heard('lobby:matched')).toEqual([])
    expect(ann.heard('lobby:answer')).toMatchObject([{ ok: false, code: 'disk-full' }])
    expect(bench.lobby.waitingCount).toBe(0)
    bench.fake.diskFull = false
    expect(await bench.lobby.play(ann, people)).toMatchObject({ ok: true, waiting: 'people' })
  })

  test('and asks for something else while being paired gets one match', async () => {
    await bench.lobby.play(ann, people)
    const paired = bench.lobby.play(bob, people)
    expect(await bench.lobby.play(ann, sparring)).toMatchObject({ ok: false, code: 'busy' })
    expect(await paired).toMatchObject({ ok: true })
    expect(bench.matches.count).toBe(1)
  })

  test('and cancels while being paired is not seated: the other one waits', async () => {
    await bench.lobby.play(ann, people)
    const paired = bench.lobby.play(bob, people)
    bench.lobby.cancel(ann)
    expect(await paired).toMatchObject({ ok: true, waiting: 'people' })
    expect(ann.heard('lobby:matched')).toEqual([])
    expect(bench.matches.count).toBe(0)
  })

  test('waits on where the other one cancels while being paired', async () => {
    await bench.lobby.play(ann, people)
    const paired = bench.lobby.play(bob, people)
    bench.lobby.cancel(bob)
    expect(await paired).toMatchObject({ ok: false, code: 'cancelled' })
    await settled()
    expect(bench.lobby.waitingCount).toBe(1)
    expect(bench.matches.count).toBe(0)
  })

  test('in one tab and then in another is told in the first that it waits no longer', async () => {
    const again = new FakePlayer('1')
    await bench.lobby.play(ann, people)
    await bench.lobby.play(again, people)
    expect(ann.heard('lobby:answer')).toMatchObject([{ ok: false, code: 'elsewhere' }])
    bench.lobby.cancel(ann)
    expect(bench.lobby.waitingCount).toBe(1)
  })
})

describe('who cancels while the match is prepared', () => {
  test('gets none, and pays nothing for it', async () => {
    bench.jobs.held = true
    const asked = bench.lobby.play(ann, { mode: 'ranked', task: 'pong' })
    bench.lobby.cancel(ann)
    await bench.jobs.answer()
    expect(await asked).toMatchObject({ ok: false, code: 'cancelled' })
    expect(bench.matches.count).toBe(0)
    expect(bench.matches.leavers.pauseOf(ann.userId)).toBe(0)
  })
})

describe('two people who lose their connections one after the other', () => {
  test('have not lost to each other: the match is void when neither comes back', async () => {
    const hosted = bench.begin(await bench.pair(ann, bob))
    bench.lose(ann)
    bench.clock.turn(2_000)
    bench.lose(bob)
    bench.clock.turn(MATCH_LIMITS.hold + 3_000)
    expect(hosted.match.result?.reason).toBe('void')
    expect(bench.matches.leavers.pauseOf(ann.userId)).toBe(0)
  })

  test('are waited for: who comes back in time wins against who does not', async () => {
    const hosted = bench.begin(await bench.pair(ann, bob))
    bench.lose(ann)
    bench.clock.turn(2_000)
    bench.lose(bob)
    bench.clock.turn(MATCH_LIMITS.hold - 1_000)
    expect(hosted.match.result).toBeNull()
    hosted.match.join(1)
    bench.ticks(2)
    expect(hosted.match.result).toMatchObject({ reason: 'left', places: [2, 1] })
  })

  test('have not lost through a last point that nobody was there to play', async () => {
    const hosted = bench.begin(await bench.pair(ann, bob))
    bench.lose(ann)
    bench.lose(bob)
    // Their pauses are used up, so the match goes on without them.
    for (let i = 0; hosted.match.result === null && i < 200; i++) bench.clock.turn(1_000)
    expect(hosted.match.result?.reason).toBe('void')
  })
})

describe('an outage', () => {
  const field = async (matches: number, addressOf = (i: number) => `10.0.${i}.1`): Promise<FakePlayer[]> => {
    const players = Array.from({ length: 2 * matches }, (_, i) => new FakePlayer(String(10 + i), addressOf(i)))
    await pairUp(players)
    bench.ticks(31 * 60)
    return players
  }
  const pairUp = async (players: FakePlayer[]): Promise<void> => {
    for (let i = 0; i < players.length; i += 2) bench.begin(await bench.pair(players[i]!, players[i + 1]!))
  }
  /** The first of each match are lost together and stay away; how their matches end. */
  const dropFirst = (players: FakePlayer[]): (string | undefined)[] => {
    const gone = players.filter((_, i) => i % 2 === 0)
    const hosted = gone.map(({ userId }) => bench.matches.playedBy(userId)!)
    for (const player of gone) bench.lose(player)
    bench.clock.turn(2 * MATCH_LIMITS.hold + 3_000)
    return hosted.map(({ match }) => match.result?.reason)
  }

  test('that takes one of each match within seconds makes the matches void, not lost', async () => {
    const players = await field(8)
    const gone = players.filter((_, i) => i % 2 === 0)
    const hosted = gone.map(({ userId }) => bench.matches.playedBy(userId)!)
    for (const player of gone) {
      bench.lose(player)
      bench.clock.turn(300)
    }
    bench.clock.turn(MATCH_LIMITS.hold)
    expect(hosted.map(({ match }) => match.phase)).not.toContain('over')
    bench.clock.turn(MATCH_LIMITS.hold + 5_000)
    expect(hosted.map(({ match }) => match.result?.reason)).toEqual(Array(8).fill('void'))
  })

  test('is not what people do who drop their connections together from one network, or before they have played', async () => {
    const near = await field(8, (i) => `10.0.${i % 4}.${i < 8 ? 1 : 2}`)
    expect(dropFirst(near)).toEqual(Array(8).fill('left'))
    const wide = await field(8, (i) => `2001:db8:${i % 4}:${i}`)
    expect(dropFirst(wide)).toEqual(Array(8).fill('left'))
    bench = new LobbyBench()
    const fresh = Array.from({ length: 16 }, (_, i) => new FakePlayer(String(10 + i), `10.0.${i}.1`))
    await pairUp(fresh)
    expect(dropFirst(fresh)).toEqual(Array(8).fill('left'))
  })

  test('excuses a person twice a day: those who drop their connections together again and again lose', async () => {
    const ends: string[] = []
    for (let round = 0; round < 3; round++) {
      const players = await field(8)
      ends.push(...new Set(dropFirst(players).map(String)))
      await settled()
    }
    expect(ends).toEqual(['void', 'void', 'left'])
    bench.clock.turn(24 * 3_600_000)
    expect(new Set(dropFirst(await field(8)))).toEqual(new Set(['void']))
  })

  test('that somebody came back from, and then left for good, makes no later match cost an excuse', async () => {
    bench = new LobbyBench({}, taskRegistry([pong, lanterns]))
    for (let round = 0; round < 2; round++) {
      const players = await field(8)
      for (const player of [bob, new FakePlayer('3'), ann])
        await bench.lobby.play(player, { mode: 'people', task: 'lanterns' })
      const left = bench.begin(bench.opened.at(-1)!)
      const seat = left.seatOf(ann.userId)!
      for (const player of [...players.filter((_, i) => i % 2 === 0), ann]) bench.lose(player)
      left.match.join(seat)
      left.match.leave(seat)
      bench.clock.turn(2 * MATCH_LIMITS.hold + 3_000)
      // Does not come.
      const missed = bench.match(await bench.pair(ann, new FakePlayer('4')))
      missed.match.join(1)
      bench.clock.turn(31 * 60_000)
      expect(missed.match.result?.reason).toBe('void')
    }
    const others = await field(7)
    const hosted = bench.begin(await bench.pair(ann, new FakePlayer('5')))
    for (const player of [...others.filter((_, i) => i % 2 === 0), ann]) bench.lose(player)
    bench.clock.turn(2 * MATCH_LIMITS.hold + 3_000)
    expect(hosted.match.result?.reason).toBe('void')
  })

  test('is not what a few people do who leave at the same time: they lose', async () => {
    const players = await field(8)
    const gone = [players[0]!, players[2]!]
    const hosted = gone.map(({ userId }) => bench.matches.playedBy(userId)!)
    for (const player of gone) bench.lose(player)
    bench.clock.turn(MATCH_LIMITS.hold + 1_000)
    expect(hosted.map(({ match }) => match.result?.reason)).toEqual(['left', 'left'])
  })

  test('of this process, which did nothing for seconds, excuses who is lost right after it', async () => {
    const hosted = bench.begin(await bench.pair(ann, bob))
    bench.clock.stall(3_000)
    bench.lose(ann)
    bench.clock.turn(MATCH_LIMITS.hold + 1_000)
    expect(hosted.match.phase).not.toBe('over')
    bench.clock.turn(MATCH_LIMITS.hold)
    expect(hosted.match.result?.reason).toBe('void')
  })

  test('is over for who came back: the next loss is theirs', async () => {
    const hosted = bench.begin(await bench.pair(ann, bob))
    bench.clock.stall(3_000)
    bench.lose(ann)
    bench.clock.turn(1_000)
    hosted.match.join(0)
    bench.clock.turn(15_000)
    bench.lose(ann)
    bench.clock.turn(MATCH_LIMITS.hold + 1_000)
    expect(hosted.match.result?.reason).toBe('left')
  })
})

describe('people', () => {
  test('play, and invite, under the name that they have now, whatever the cookie of their connection says', async () => {
    bench.fake.renamed.set(ann.userId, 'Ann the Second')
    const ranked = await bench.lobby.play(ann, { mode: 'ranked', task: 'pong' })
    if (!ranked.ok || !('match' in ranked)) throw new Error('There is no match')
    expect(bench.match(ranked.match).match.header.seats[0]).toMatchObject({ id: ann.userId, name: 'Ann the Second' })
    expect(bench.match(ranked.match).live().seats[0]?.name).toBe('Ann the Second')
    bench.match(ranked.match).match.leave(0)
    const invited = await bench.lobby.play(ann, { mode: 'invite', task: 'pong' })
    if (!invited.ok || !('invite' in invited)) throw new Error('There is no invitation')
    expect(await bench.lobby.invitation(invited.invite ?? '')).toMatchObject({ host: 'Ann the Second' })
  })

  test('play under the name of their connection while jobs is down', async () => {
    await bench.lobby.play(ann, people)
    bench.fake.down = true
    const paired = await bench.lobby.play(bob, people)
    if (!paired.ok || !('match' in paired)) throw new Error('There is no match')
    expect(bench.match(paired.match).match.header.seats).toMatchObject([{ name: ann.name }, { name: bob.name }])
  })
})
