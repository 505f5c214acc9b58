import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { STEP_IN } from '../../server/match/lobby/waiting-people.ts'
import { SocketBench } from './socket-bench.ts'
import { pair, spar, TRACKER } from './entered-match.ts'

let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(() => bench.close())

describe('people', () => {
  test('who wait one after the other play each other', async () => {
    const { ann, bob, match } = await pair(bench)
    expect(ann.joined).toMatchObject({ seat: 0, mode: 'people', rated: true })
    expect(bob.joined).toMatchObject({ seat: 1 })
    expect(bench.matches.get(match)?.match.phase).toBe('playing')
  })

  test('do not play themselves', async () => {
    const [one, two] = [await bench.person('ann'), await bench.person('ann')]
    expect(await one.ask('lobby:play', { mode: 'people', task: 'pong' })).toMatchObject({ waiting: 'people' })
    expect(await two.ask('lobby:play', { mode: 'people', task: 'pong' })).toMatchObject({ waiting: 'people' })
  })

  test('get an agent after five seconds, ranked', async () => {
    const ann = await bench.person('ann')
    expect(await ann.ask('lobby:play', { mode: 'people', task: 'pong' })).toEqual({
      ok: true,
      waiting: 'people',
      stepInMillis: STEP_IN,
    })
    bench.clock.turn(STEP_IN)
    const { match } = await ann.hear('lobby:matched')
    expect(await ann.join(match)).toMatchObject({ mode: 'ranked', rated: true })
  })

  test('who cancel or go are not paired', async () => {
    const [ann, bob, cat] = [await bench.person('ann'), await bench.person('bob'), await bench.person('cat')]
    await ann.ask('lobby:play', { mode: 'people', task: 'pong' })
    await ann.ask('lobby:cancel', {})
    await bob.ask('lobby:play', { mode: 'people', task: 'pong' })
    bob.socket.disconnect()
    await new Promise((resolve) => setImmediate(resolve))
    await bench.settled(cat)
    expect(await cat.ask('lobby:play', { mode: 'people', task: 'pong' })).toMatchObject({ waiting: 'people' })
    bench.clock.turn(STEP_IN)
    await cat.hear('lobby:matched')
    expect(bench.matches.count).toBe(1)
  })
})

describe('an invitation', () => {
  test('is shown without taking a seat, taken by who opens it, and private', async () => {
    const [ann, bob, eve] = [await bench.person('ann'), await bench.person('bob'), await bench.stranger()]
    const { invite } = await ann.ask('lobby:play', { mode: 'invite', task: 'pong', options: { target: 5 } })
    expect(invite).toMatch(/^[0-9a-f]{32}$/)
    expect(await eve.ask('lobby:invitation', { invite })).toEqual({
      ok: true,
      host: 'ann',
      task: 'pong',
      options: { target: 5 },
      seats: 2,
    })
    expect(await ann.ask('lobby:accept', { invite })).toMatchObject({ ok: false, code: 'own-invitation' })
    const reply = await bob.ask('lobby:accept', { invite })
    expect(await ann.hear('lobby:matched')).toEqual({ match: reply.match, key: reply.key })
    expect(await eve.join(reply.match)).toMatchObject({ ok: false, code: 'no-match' })
    expect(await eve.join(reply.match, 'x'.repeat(32))).toMatchObject({ ok: false, code: 'no-match' })
    expect(await eve.join(reply.match, reply.key)).toMatchObject({ ok: true, seat: null })
    expect(await ann.join(reply.match)).toMatchObject({ seat: 0, rated: false, public: false })
    await bob.join(reply.match)
    bench.ticks(30)
    expect(bench.matches.live().matches).toEqual([])
    expect(await bob.ask('lobby:invitation', { invite })).toMatchObject({ ok: false, code: 'no-invitation' })
  })

  test('waits for its host, who is told when they come back', async () => {
    const [ann, bob] = [await bench.person('ann'), await bench.person('bob')]
    const { invite } = await ann.ask('lobby:play', { mode: 'invite', task: 'pong' })
    ann.socket.disconnect()
    const { match, key } = await bob.ask('lobby:accept', { invite })
    await bob.join(match)
    bench.clock.turn(20_000)
    const back = await bench.person('ann')
    expect(await back.hear('lobby:matched')).toEqual({ match, key })
    expect(await back.join(match)).toMatchObject({ ok: true, seat: 0 })
    bench.ticks(3)
    expect(bench.matches.get(match)?.match.phase).toBe('playing')
  })
})

describe('a sparring match that nobody is to watch', () => {
  test('is listed nowhere, opens to its person and to who has its link alone, and its record says so; nor is its rematch seen', async () => {
    const [ann, bob, eve] = [await bench.person('ann'), await bench.person('bob'), await bench.stranger()]
    const wish = { mode: 'sparring', task: 'pong', agentId: TRACKER, options: { target: 3 }, unwatched: true } as const
    const { match, key } = await ann.ask('lobby:play', wish)
    expect(key).toMatch(/^[0-9a-f]{32}$/)
    expect(await ann.join(match)).toMatchObject({ ok: true, seat: 0, public: false })
    bench.ticks(30)
    expect(bench.matches.get(match)?.match.phase).toBe('playing')
    expect(bench.matches.live().matches).toEqual([])
    for (const other of [bob, eve]) {
      expect(await other.join(match)).toMatchObject({ ok: false, code: 'no-match' })
      expect(await other.join(match, '0'.repeat(32))).toMatchObject({ ok: false, code: 'no-match' })
    }
    expect(await eve.join(match, key)).toMatchObject({ ok: true, seat: null })
    await bench.until(match, (phase) => phase === 'over')
    await ann.hear('match:over')
    expect(bench.jobs.journal).toMatchObject([{ matchId: match, public: false, key }])
    await ann.ask('match:rematch', { match })
    const next = await ann.hear('match:next')
    expect(next.key).toMatch(/^[0-9a-f]{32}$/)
    expect(await bob.join(next.match)).toMatchObject({ ok: false, code: 'no-match' })
  })

  test.each([
    [undefined, true],
    [true, undefined],
    [true, true],
    [undefined, undefined],
  ] as const)('is asked for anew with each rematch: first unwatched is %s, then %s', async (before, after) => {
    const [ann, eve] = [await bench.person('ann'), await bench.stranger()]
    const match = await spar(bench, ann, before ? { unwatched: before } : {})
    const { key } = bench.matches.get(match)!
    expect(await eve.join(match, key ?? undefined)).toMatchObject({ ok: true, public: !before })
    await ann.ask('match:leave', { match })
    await ann.hear('match:over')
    expect(await ann.ask('match:rematch', { match, unwatched: Boolean(after) })).toEqual({ ok: true })
    const next = await ann.hear('match:next')
    expect(Boolean(next.key)).toBe(Boolean(after))
    await ann.join(next.match)
    bench.ticks(30)
    expect(bench.matches.live().matches.map(({ id }) => id)).toEqual(after ? [] : [next.match])
    // Who could watch since everybody could hears of no link; who was given one goes on with it.
    await bench.settled(eve)
    const isTold = eve.told.some(({ event }) => event === 'match:next')
    expect(isTold).toBe(Boolean(before) || !after)
  })

  test('is none of two people, whatever one of them asks for', async () => {
    const { ann, bob, match } = await pair(bench)
    await bench.until(match, (phase) => phase === 'over')
    await ann.hear('match:over')
    await ann.ask('match:rematch', { match, unwatched: true })
    await bob.ask('match:rematch', { match, unwatched: true })
    expect((await bob.hear('match:next')).key).toBeUndefined()
  })

  test('is no ranked one: that can always be watched', async () => {
    const ann = await bench.person('ann')
    const wish = { mode: 'ranked', task: 'pong', agentId: TRACKER, unwatched: true } as const
    expect(await ann.ask('lobby:play', wish)).toMatchObject({ ok: false })
  })
})

describe('a rematch', () => {
  test('begins when both people want it, with the sides swapped, and spectators are told', async () => {
    const { ann, bob, match } = await pair(bench)
    const eve = await bench.stranger()
    await eve.join(match)
    expect(await ann.ask('match:rematch', { match })).toMatchObject({ ok: false, code: 'not-over' })
    await ann.ask('match:leave', { match })
    await bob.hear('match:over')
    // Who left early pauses for half a minute.
    bench.clock.turn(31_000)
    expect(await ann.ask('match:rematch', { match })).toEqual({ ok: true })
    await bob.until(() => bench.matches.get(match)!.presence().seats[0]!.wantsRematch)
    await bob.ask('match:rematch', { match })
    const next = await eve.hear('match:next')
    expect(await ann.hear('match:next')).toEqual(next)
    expect(await ann.join(next.match)).toMatchObject({ seat: 1, rated: true, mode: 'people' })
    expect(await bob.join(next.match)).toMatchObject({ seat: 0 })
  })

  test('against an agent begins at once, with its newest weights and the same settings', async () => {
    const ann = await bench.person('ann')
    const match = await spar(bench, ann, { reactionTicks: 12, decisionPeriod: 8 })
    await ann.ask('match:leave', { match })
    await ann.hear('match:over')
    await ann.ask('match:rematch', { match })
    const next = await ann.hear('match:next')
    await ann.join(next.match)
    expect(ann.joined).toMatchObject({
      seat: 1,
      header: {
        options: { target: 3, leftSpeed: 0.55 },
        seats: [{ kind: 'agent', reactionTicks: 12, decisionPeriod: 8 }, { kind: 'human' }],
      },
    })
    expect(bench.jobs.asked.filter(({ ask }) => ask === 'seat-agent')).toHaveLength(2)
  })
})
