import { expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import { readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { MATCH_LIMITS } from '../../server/match/seats/people.ts'
import { lanterns } from '../support/tasks/lanterns/lanterns.ts'
import { agent, MatchBench, person } from './match-bench.ts'

const BOTH = 3

const bot = agent(0, undefined, lanterns)
const three = (options = {}): MatchBench =>
  new MatchBench([person('ann'), person('bob'), bot], { task: lanterns, options })
const LONG = { length: 2_000 }

test('a match that goes on without who leaves it holds none of their buttons, and puts them last', () => {
  const bench = three().begin()
  const { match } = bench
  for (let tick = 1; tick < 30; tick++) {
    match.input(0, tick, BOTH)
    bench.ticks(1)
  }
  const { codes } = match.whole('players')
  match.leave(0)
  bench.ticks(1)
  expect([codes[0], match.whole('players').codes[0]]).toEqual([BOTH, 0])
  expect(match.phase).toBe('playing')
  expect(match.presence()[0]).toEqual({
    joined: true,
    connected: false,
    heldMillis: null,
    steppedOut: true,
    left: true,
  })

  match.join(0)
  expect(match.input(0, 40, BOTH)).toBe(false)
  bench.until(({ phase }) => phase === 'over')
  expect(match.result).toMatchObject({ reason: 'finished', places: [3, expect.any(Number), expect.any(Number)] })
  const log = match.record()
  expect(checkLog(lanterns, log)).toEqual({ ok: true })
  const seats = readEvents(log.body, 1).filter((event) => event.kind === 'seat')
  expect(seats).toEqual([{ tick: 29, kind: 'seat', seat: 0, state: 'left' }])
})

test('it ends when nobody is left to play with, the first who left last of all', () => {
  const bench = new MatchBench([person('ann'), person('bob'), person('cat')], { task: lanterns }).begin().ticks(15)
  const { match } = bench
  match.leave(1)
  bench.ticks(5)
  match.leave(0)
  expect(match.result).toMatchObject({ reason: 'left', places: [2, 3, 1] })
  expect(match.leavers).toEqual([1, 0])
  expect(checkLog(lanterns, match.record())).toEqual({ ok: true })
})

test('it ends when the last person leaves, whatever agents there are', () => {
  const { match } = new MatchBench([person('ann'), bot, bot], { task: lanterns }).begin().ticks(15)
  match.leave(0)
  expect(match.result).toMatchObject({ reason: 'left', places: [3, expect.any(Number), expect.any(Number)] })
})

test('whose connection is lost may come back for a while, and has left when that is over', () => {
  const bench = three(LONG).begin()
  const { match } = bench
  match.lose(0)
  const away = Math.ceil((MATCH_LIMITS.hold / 1000) * lanterns.ticksPerSecond)
  const paused = (MATCH_LIMITS.pause / 1000) * lanterns.ticksPerSecond
  bench.ticks(away - 20)
  match.join(0)
  bench.ticks(1)
  expect(match.left).toEqual([])
  match.lose(0)
  bench.ticks(away + paused)
  expect(match.left).toEqual([0])
  expect(match.phase).toBe('playing')
})

test('who does not come keeps nobody waiting, and has left if they do not come later either', () => {
  const bench = three(LONG)
  const { match } = bench
  match.join(0)
  bench.ticks((MATCH_LIMITS.join / 1000) * lanterns.ticksPerSecond + 5)
  expect(match.phase).not.toBe('waiting')
  bench.until(({ left, phase }) => left.length > 0 || phase === 'over')
  expect(match.left).toEqual([1])
  expect(match.phase).toBe('playing')
})

test('whose absence is excused loses the seat in the end, without blame, and the others play on', () => {
  const bench = three(LONG).begin()
  const { match } = bench
  match.lose(0)
  match.excuse(0)
  bench.until(({ left, phase }) => left.length > 0 || phase === 'over')
  bench.ticks(1)
  expect(match).toMatchObject({ left: [0], phase: 'playing', leavers: [] })
})

test('an excused absence that leaves nobody to play with makes it void', () => {
  const bench = new MatchBench([person('ann'), person('bob'), person('cat')], { task: lanterns, options: LONG }).begin()
  const { match } = bench
  match.leave(1)
  match.lose(0)
  match.excuse(0)
  bench.until(({ phase }) => phase === 'over')
  expect(match).toMatchObject({ result: { reason: 'void' }, leavers: [1] })
})

test('who leaves before it begins gives up that seat only: it begins when the others are there', () => {
  const bench = three()
  const { match } = bench
  match.leave(0)
  bench.ticks(5)
  expect(match).toMatchObject({ phase: 'waiting', left: [0] })
  match.join(0)
  match.join(1)
  bench.ticks(1)
  expect(match).toMatchObject({ phase: 'playing', left: [0], leavers: [0] })
  bench.until(({ phase }) => phase === 'over')
  expect(match.result).toMatchObject({ reason: 'finished', places: [3, expect.any(Number), expect.any(Number)] })
  const log = match.record()
  expect(checkLog(lanterns, log)).toEqual({ ok: true })
  const seats = readEvents(log.body, 1).filter((event) => event.kind === 'seat')
  expect(seats).toEqual([{ tick: 0, kind: 'seat', seat: 0, state: 'left' }])
})

test('it is void where so many leave before it begins that nobody has anybody to play with', () => {
  const { match } = new MatchBench([person('ann'), person('bob'), person('cat')], { task: lanterns }).ticks(5)
  match.leave(0)
  match.leave(1)
  expect(match).toMatchObject({ phase: 'over', result: { reason: 'void' }, leavers: [0, 1] })
})

test('a playback that is taken back to its place knows who had left by then', () => {
  const bench = three().begin().ticks(15)
  const { match } = bench
  match.leave(1)
  bench.until(({ phase }) => phase === 'over')
  const { header, body, footer } = match.record()
  const playback = new Playback(lanterns, header)
  const events = readEvents(body, 1)
  const early = events.filter(({ tick }) => tick <= 14)
  playback.apply(early, 14)
  const place = playback.save()
  const rest = events.slice(early.length)
  playback.apply(rest, footer.ticks)
  expect(playback.places).toEqual(footer.places)
  playback.restore(place)
  expect(playback.places).not.toContain(undefined)
  playback.apply(rest, footer.ticks)
  expect(playback.places).toEqual(footer.places)
})
