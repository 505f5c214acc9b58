import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { finalHashOf } from '../../game/core/row-hash.ts'
import { PAUSE_LIMITS } from '../../server/match/pausing.ts'
import { MATCH_LIMITS } from '../../server/match/seats/people.ts'
import { pair, spar, TRACKER } from './entered-match.ts'
import { SocketBench, TICK, type Client } from './socket-bench.ts'

let bench: SocketBench
let ann: Client
beforeEach(async () => {
  bench = await new SocketBench().open()
  ann = await bench.person('ann')
})
afterEach(() => bench.close())

const phaseOf = (match: string): string => bench.matches.get(match)!.match.phase
const COUNTDOWN = Math.ceil(PAUSE_LIMITS.countdown / TICK) + 3

describe('the person of a sparring match', () => {
  test('pauses it and lets it go on, and everybody in it is told', async () => {
    const match = await spar(bench, ann)
    const eve = await bench.stranger()
    await eve.join(match)
    expect(await ann.ask('match:pause', { match, paused: true })).toEqual({ ok: true })
    bench.ticks(20)
    expect(await eve.hear('match:presence')).toMatchObject({
      phase: 'paused',
      pause: { goesOnMillis: null },
    })
    await eve.until(() => eve.playback!.paused)
    await ann.ask('match:pause', { match, paused: false })
    bench.ticks(COUNTDOWN)
    expect(phaseOf(match)).toBe('playing')
  })

  test('reads on coming in that it is to stand still, also where it has not come to it yet', async () => {
    const { match } = await ann.ask('lobby:play', { mode: 'sparring', task: 'pong', agentId: TRACKER })
    await ann.ask('match:join', { match, draws: true })
    bench.ticks(10)
    // A page says so when it is hidden, as when it is loaded anew.
    expect(await ann.ask('match:pause', { match, paused: true })).toEqual({ ok: true })
    expect(await ann.ask('match:join', { match })).toMatchObject({ presence: { pause: null }, pauseWished: true })
    const eve = await bench.stranger()
    expect(await eve.join(match)).toMatchObject({ pauseWished: false })
    await ann.ask('match:ready', { match })
    bench.ticks(10)
    expect(phaseOf(match)).toBe('paused')
    await ann.ask('match:pause', { match, paused: false })
    bench.ticks(COUNTDOWN)
    expect(phaseOf(match)).toBe('playing')
  })

  test('steps out to another page and finds the exact state minutes later, where nothing was won or lost', async () => {
    const match = await spar(bench, ann)
    bench.ticks(200)
    expect(await ann.ask('match:away', { match })).toEqual({ ok: true })
    bench.ticks(1)
    const { state, scores } = bench.matches.get(match)!.match
    const before = [finalHashOf(state), scores]
    bench.clock.turn(300_000)
    expect(phaseOf(match)).toBe('paused')
    await ann.join(match)
    expect([finalHashOf(bench.matches.get(match)!.match.state), bench.matches.get(match)!.match.scores]).toEqual(before)
    expect(ann.joined).toMatchObject({ presence: { pause: {} }, pauseWished: false })
    bench.ticks(COUNTDOWN + 60)
    await ann.until(() => ann.playback!.tick > ann.joined!.tick + 40)
    expect(ann.playback!.differences).toBe(0)
  })

  test('is waited for until the court is drawn, and not for longer than a few seconds', async () => {
    const { match } = await ann.ask('lobby:play', { mode: 'sparring', task: 'pong', agentId: TRACKER })
    await ann.ask('match:join', { match, draws: true })
    bench.ticks(30)
    expect(phaseOf(match)).toBe('waiting')
    expect(await ann.ask('match:ready', { match })).toEqual({ ok: true })
    expect(await ann.ask('match:ready', { match })).toEqual({ ok: true })
    bench.ticks(2)
    expect(phaseOf(match)).toBe('playing')
    const bob = await bench.person('bob')
    const never = await bob.ask('lobby:play', { mode: 'sparring', task: 'pong', agentId: TRACKER })
    await bob.ask('match:join', { match: never.match, draws: true })
    bench.clock.turn(MATCH_LIMITS.draw)
    bench.ticks(2)
    expect(phaseOf(never.match)).toBe('playing')
  })
})

describe('nobody else stops a match', () => {
  const wishes = ['match:pause', 'match:ready', 'match:away'] as const
  const bodyOf = (name: (typeof wishes)[number], match: string): object =>
    name === 'match:pause' ? { match, paused: true } : { match }

  test.each(wishes)('%s of somebody without a seat in it, or in another match, is refused', async (name) => {
    const match = await spar(bench, ann)
    const [bob, eve] = [await bench.person('bob'), await bench.stranger()]
    for (const client of [bob, eve]) {
      expect(await client.ask(name, bodyOf(name, match))).toMatchObject({ ok: false, code: 'no-match' })
      await client.join(match)
      expect(await client.ask(name, bodyOf(name, match))).toMatchObject({ ok: false, code: 'not-seated' })
    }
    const other = await spar(bench, bob)
    expect(await bob.ask(name, bodyOf(name, match))).toMatchObject({ ok: false, code: 'no-match' })
    bench.ticks(10)
    expect([phaseOf(match), phaseOf(other)]).toEqual(['playing', 'playing'])
  })

  test('in a ranked match, or between people', async () => {
    const { match } = await ann.ask('lobby:play', { mode: 'ranked', task: 'pong', agentId: TRACKER })
    await ann.join(match)
    bench.ticks(2)
    const refused = { ok: false, code: 'no-pause', message: expect.stringContaining('cannot be paused') }
    expect(await ann.ask('match:pause', { match, paused: true })).toMatchObject(refused)
    bench.ticks(10)
    expect(phaseOf(match)).toBe('playing')
    await bench.close()
    bench = await new SocketBench().open()
    const { bob, match: theirs } = await pair(bench)
    expect(await bob.ask('match:pause', { match: theirs, paused: true })).toMatchObject(refused)
    bench.ticks(10)
    expect(phaseOf(theirs)).toBe('playing')
  })

  test.each([{ paused: 'yes' }, { paused: 1 }, {}, { paused: true, more: 1 }])('%o is not understood', async (wish) => {
    const match = await spar(bench, ann)
    expect(await ann.ask('match:pause', { match, ...wish })).toMatchObject({ ok: false, code: 'malformed' })
    bench.ticks(10)
    expect(phaseOf(match)).toBe('playing')
  })

  test('by a flood of wishes', async () => {
    const match = await spar(bench, ann)
    const asks = Array.from({ length: 40 }, (_, i) => ann.ask('match:pause', { match, paused: i % 2 === 0 }))
    const codes = (await Promise.all(asks)).map((reply) => (reply.ok ? 'ok' : reply.code))
    expect(codes).toContain('too-fast')
  })

  test('who went away from a match holds nothing of it: a second word is refused', async () => {
    const match = await spar(bench, ann)
    await ann.ask('match:away', { match })
    for (const name of wishes) expect(await ann.ask(name, bodyOf(name, match))).toMatchObject({ code: 'no-match' })
  })
})

test('who lost the connection of a rated match hears that, and not that they left', async () => {
  const { ann: other, bob, match } = await pair(bench)
  bench.ticks(60)
  bob.socket.disconnect()
  await bench.until(match, (phase) => phase === 'paused')
  bench.clock.turn(MATCH_LIMITS.hold)
  await bench.until(match, (phase) => phase === 'over')
  const back = await bench.person('bob')
  expect(await other.hear('match:over')).toMatchObject({ gone: { seat: 1, how: 'lost' } })
  await back.join(match)
  expect(back.joined?.result).toMatchObject({ reason: 'left', gone: { seat: 1, how: 'lost' } })
})
