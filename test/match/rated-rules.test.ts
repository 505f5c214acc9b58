import { beforeEach, describe, expect, test } from 'vitest'
import { contenderOf } from '../../server/match/seats/contestant.ts'
import type { HostedMatch } from '../../server/match/hosted-match.ts'
import { MOST_A_DAY } from '../../server/match/seats/rated-pairs.ts'
import { FakePlayer, LobbyBench, settled, sparring } from './lobby-bench.ts'

let bench: LobbyBench
let ann: FakePlayer
let bob: FakePlayer
beforeEach(() => {
  bench = new LobbyBench()
  ann = new FakePlayer('1')
  bob = new FakePlayer('2')
})
const ranked = { mode: 'ranked', task: 'pong' } as const

/** Plays until a match counts whoever leaves it. */
function playOn(hosted: HostedMatch): void {
  while (hosted.match.tickNumber < 1_300 || hosted.match.scores.every((score) => score === 0)) bench.ticks(1)
}

describe('leaving at once', () => {
  test('gives nobody a rated win: 25 matches left at 0:0 move no rating', async () => {
    for (let i = 0; i < 25; i++) {
      const hosted = bench.begin(await bench.pair(ann, bob))
      hosted.match.leave(1)
      await bench.safe(hosted)
      expect(hosted.result).toMatchObject({ reason: 'left', unrated: expect.stringContaining('Not rated') })
      bench.clock.turn(31 * 60_000)
    }
    expect(bench.fake.journal).toHaveLength(25)
    expect(bench.fake.journal.filter(({ rated }) => rated)).toEqual([])
    expect(bench.fake.journal.flatMap(({ seats }) => seats.map(({ contender }) => contender))).toEqual(
      Array(50).fill(null),
    )
  })

  test('is not free: the next rated match is refused for half a minute, then for longer', async () => {
    const pauses: number[] = []
    for (let i = 0; i < 5; i++) {
      const reply = await bench.lobby.play(ann, ranked)
      const hosted = bench.begin(reply.ok && 'match' in reply ? reply.match : '')
      hosted.match.leave(0)
      await settled()
      const pause = bench.matches.leavers.pauseOf(ann.userId)
      expect(await bench.lobby.play(ann, ranked)).toMatchObject({ ok: false, code: 'pause' })
      pauses.push(Math.round(pause / 1000))
      bench.clock.turn(pause + 1)
    }
    expect(pauses).toEqual([30, 120, 600, 1800, 1800])
  })

  test('says for how long, and leaves sparring open', async () => {
    const hosted = bench.begin(await bench.pair(ann, bob))
    hosted.match.leave(0)
    expect(await bench.lobby.play(ann, { mode: 'people', task: 'pong' })).toMatchObject({
      code: 'pause',
      message: expect.stringContaining('in 30 seconds; sparring is open'),
    })
    expect(await bench.lobby.play(ann, sparring)).toMatchObject({ ok: true })
    expect(bench.matches.leavers.pauseOf(bob.userId)).toBe(0)
  })

  test('before the first join costs the same, and so does not coming', async () => {
    const first = bench.match(await bench.pair(ann, bob))
    first.match.leave(0)
    expect(first.match.result?.reason).toBe('void')
    expect(bench.matches.leavers.pauseOf(ann.userId)).toBeGreaterThan(0)
    expect(bench.matches.leavers.pauseOf(bob.userId)).toBe(0)
    const eve = new FakePlayer('3')
    const second = bench.match(await bench.pair(bob, eve))
    second.match.join(0)
    bench.clock.turn(11_000)
    expect(second.match.result?.reason).toBe('void')
    expect(bench.matches.leavers.pauseOf(eve.userId)).toBeGreaterThan(0)
    expect(bench.matches.leavers.pauseOf(bob.userId)).toBe(0)
  })

  test('of a sparring match, or when the server stops, costs nothing', async () => {
    const reply = await bench.lobby.play(ann, sparring)
    bench.begin(reply.ok && 'match' in reply ? reply.match : '').match.leave(0)
    const { match } = bench.match(await bench.pair(ann, bob))
    await bench.matches.stop()
    expect(match.result?.reason).toBe('void')
    expect([ann, bob].map(({ userId }) => bench.matches.leavers.pauseOf(userId))).toEqual([0, 0])
  })
})

test('leaving a match that was really played loses it', async () => {
  const hosted = bench.begin(await bench.pair(ann, bob))
  playOn(hosted)
  hosted.match.leave(0)
  await bench.safe(hosted)
  expect(bench.fake.journal.at(-1)).toMatchObject({ rated: true, reason: 'left', seats: [{ place: 2 }, { place: 1 }] })
  expect(bench.matches.leavers.pauseOf(ann.userId)).toBe(0)
})

test('two behind one address play unrated, and are told so before it begins', async () => {
  const near = new FakePlayer('3', ann.address)
  const hosted = bench.match(await bench.pair(ann, near))
  expect(hosted.settings).toMatchObject({ rated: false, unratedReason: expect.stringContaining('same network') })
})

test('two of one /48 play unrated, two of neighbouring IPv4 addresses do not', async () => {
  const near = [new FakePlayer('3', '2001:db8:1:1'), new FakePlayer('4', '2001:db8:1:2')] as const
  expect(bench.match(await bench.pair(...near)).settings.rated).toBe(false)
  const far = [new FakePlayer('5', '2001:db8:2:1'), new FakePlayer('6', '2001:db8:3:1')] as const
  expect(bench.match(await bench.pair(...far)).settings.rated).toBe(true)
  expect(bench.match(await bench.pair(ann, bob)).settings.rated).toBe(true)
})

test('the same two play so many rated matches a day, the rest unrated', async () => {
  const rated: boolean[] = []
  for (let i = 0; i < MOST_A_DAY + 2; i++) {
    const hosted = bench.begin(await bench.pair(i % 2 ? ann : bob, i % 2 ? bob : ann))
    rated.push(hosted.settings.rated)
    playOn(hosted)
    hosted.match.leave(0)
    await settled()
  }
  expect(rated).toEqual([...Array(MOST_A_DAY).fill(true), false, false])
  const eve = new FakePlayer('3')
  const other = bench.begin(await bench.pair(ann, eve))
  expect(other.settings.rated).toBe(true)
  other.match.void()
  bench.clock.turn(24 * 3_600_000)
  expect(bench.match(await bench.pair(ann, bob)).settings).toMatchObject({ rated: true, unratedReason: null })
})

test('a match by invitation is unrated, and so is its rematch', async () => {
  const asked = await bench.lobby.play(ann, { mode: 'invite', task: 'pong' })
  const token = asked.ok && 'invite' in asked ? (asked.invite ?? '') : ''
  const accepted = await bench.lobby.accept(bob, token)
  const hosted = bench.begin(accepted.ok && 'match' in accepted ? accepted.match : '')
  expect(hosted.settings).toMatchObject({ mode: 'invite', rated: false, public: false })
  hosted.match.void()
  await settled()
  await bench.lobby.rematch(ann, hosted)
  await bench.lobby.rematch(bob, hosted)
  const next = bench.announced.find(({ event }) => event === 'match:next')?.body
  const again = bench.match((next as { match: string }).match)
  expect(again.settings).toMatchObject({ mode: 'invite', rated: false, public: false })
  expect(again.contestants.map(contenderOf)).toEqual([`user:${bob.userId}`, `user:${ann.userId}`])
})

describe('a rematch', () => {
  const over = async (): Promise<HostedMatch> => {
    const hosted = bench.begin(await bench.pair(ann, bob))
    hosted.match.void()
    await settled()
    return hosted
  }

  test('is not had with somebody who went away after they wanted it', async () => {
    const hosted = await over()
    await bench.lobby.rematch(ann, hosted)
    hosted.wantRematch.delete(0)
    hosted.match.lose(0)
    expect(await bench.lobby.rematch(bob, hosted)).toEqual({ ok: true })
    expect(bench.matches.count).toBe(0)
    expect(await bench.lobby.rematch(ann, hosted)).toMatchObject({ ok: false, code: 'not-seated' })
  })

  test('is refused where the other one plays elsewhere by now, and both are told that it is off', async () => {
    const hosted = await over()
    await bench.lobby.rematch(ann, hosted)
    await bench.lobby.play(ann, ranked)
    expect(await bench.lobby.rematch(bob, hosted)).toMatchObject({ ok: false, code: 'opponent-busy' })
    expect(hosted.presence().seats.map(({ wantsRematch }) => wantsRematch)).toEqual([false, true])
    expect(bench.matches.count).toBe(1)
  })

  test('asked for three hundred times is one match', async () => {
    const hosted = await over()
    const asks = Array.from({ length: 150 }, () => [bench.lobby.rematch(ann, hosted), bench.lobby.rematch(bob, hosted)])
    await Promise.all(asks.flat())
    await settled()
    expect(bench.matches.count).toBe(1)
    expect(bench.announced.filter(({ event }) => event === 'match:next')).toHaveLength(1)
  })

  test('names people as they are called now', async () => {
    const hosted = await over()
    const renamed = Object.assign(new FakePlayer('1'), { name: 'Ann the Second' })
    await bench.lobby.rematch(renamed, hosted)
    await bench.lobby.rematch(bob, hosted)
    const again = bench.matches.playedBy(ann.userId)
    expect(again?.match.header.seats.map(({ name }) => name)).toEqual(['2', 'Ann the Second'])
  })
})
