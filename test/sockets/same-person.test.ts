import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SocketBench, userIdOf } from './socket-bench.ts'
import { spar, TRACKER, UP } from './entered-match.ts'

let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(() => bench.close())

describe('the same person', () => {
  test('in a second tab takes the seat over from the first', async () => {
    const first = await bench.person('ann')
    const match = await spar(bench, first)
    const second = await bench.person('ann')
    expect(await second.join(match)).toMatchObject({ ok: true, seat: 0 })
    expect(await first.hear('match:seat-taken')).toEqual({ match })
    first.send('match:input', { tick: 5, action: UP })
    await bench.settled(first)
    first.socket.disconnect()
    await bench.settled(second)
    bench.ticks(60)
    expect(bench.matches.get(match)?.presence().seats[0]).toMatchObject({ connected: true })
    expect(second.playback!.codes[0]).toBe(0)
  })

  test('comes back after a lost connection to the exact state', async () => {
    const ann = await bench.person('ann')
    const match = await spar(bench, ann)
    bench.ticks(100)
    ann.socket.disconnect()
    const eve = await bench.stranger()
    await eve.join(match)
    await bench.until(match, (phase) => phase === 'paused')
    const back = await bench.person('ann')
    await back.join(match)
    expect(back.joined).toMatchObject({ seat: 0, presence: { phase: 'paused' } })
    expect(back.playback!.paused).toBe(true)
    bench.ticks(480)
    await back.until(() => back.playback!.tick > back.joined!.tick + 200)
    expect(back.playback!.differences).toBe(0)
  })

  test('is told the whole state of the match that it is in, and of no other', async () => {
    const ann = await bench.person('ann')
    const match = await spar(bench, ann)
    bench.ticks(41)
    const reply = await ann.ask('match:state', { match })
    expect(reply).toMatchObject({ ok: true, paused: false, codes: [0, expect.any(Number)] })
    // All ticks up to it were sent before.
    expect(ann.playback?.tick).toBe(reply.tick)
    expect(new Float64Array(new Uint8Array(reply.state).buffer)).toEqual(ann.playback?.state)
    const bob = await bench.person('bob')
    expect(await bob.ask('match:state', { match })).toMatchObject({ ok: false, code: 'no-match' })
  })

  test('has one match at a time: who asks for another is told of the first, and leaves it by saying so', async () => {
    const ann = await bench.person('ann')
    const first = await spar(bench, ann)
    const wish = { mode: 'sparring', task: 'pong', agentId: TRACKER }
    const running = { match: first, mode: 'sparring', rated: false, against: [{ kind: 'agent' }], heldMillis: null }
    expect(await ann.ask('lobby:play', wish)).toMatchObject({ ok: false, code: 'in-match', running })
    const second = await spar(bench, ann, { leave: first })
    expect(second).not.toBe(first)
    expect(bench.matches.get(first)?.match.result).toMatchObject({ reason: 'left', gone: { how: 'left' } })
    expect(bench.matches.count).toBe(1)
  })

  test('keeps a match by saying that another one is left', async () => {
    const ann = await bench.person('ann')
    const match = await spar(bench, ann)
    const wish = { mode: 'people', task: 'pong', leave: 'ab'.repeat(16) }
    expect(await ann.ask('lobby:play', wish)).toMatchObject({ ok: false, code: 'in-match', running: { match } })
    expect(bench.matches.get(match)?.match.phase).toBe('playing')
  })

  test('is told of a ranked match that runs, and for how long it is held', async () => {
    const ann = await bench.person('ann')
    const { match } = await ann.ask('lobby:play', { mode: 'ranked', task: 'pong' })
    await ann.join(match)
    bench.ticks(10)
    await ann.ask('match:away', { match })
    bench.clock.turn(5_000)
    const { running } = await ann.ask('lobby:play', { mode: 'people', task: 'pong' })
    expect(running).toMatchObject({ match, rated: true, against: [{ kind: 'agent' }] })
    expect(running.heldMillis).toBeGreaterThan(20_000)
    expect(running.heldMillis).toBeLessThanOrEqual(25_000)
    expect(bench.matches.waitingFor(userIdOf('ann'))).toMatchObject({ match })
    await ann.join(match)
    expect(bench.matches.waitingFor(userIdOf('ann'))).toBe(null)
  })

  test('loses a rated match by leaving it', async () => {
    const ann = await bench.person('ann')
    const { match } = await ann.ask('lobby:play', { mode: 'ranked', task: 'pong' })
    await ann.join(match)
    await bench.until(match, (_, tick) => tick >= 1_300)
    await ann.ask('match:leave', { match })
    expect(await ann.hear('match:over')).toMatchObject({ reason: 'left', places: [2, 1] })
    expect(bench.jobs.journal[0]).toMatchObject({
      rated: true,
      seats: [
        { contender: `user:${userIdOf('ann')}`, place: 2 },
        { contender: 'checkpoint:tracker', place: 1 },
      ],
    })
  })
})
