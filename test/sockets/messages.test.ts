import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as P from '../../game/tasks/pong/layout.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { packetParser } from '../../server/sockets/packet-parser.ts'
import { SocketBench } from './socket-bench.ts'
import { pair, spar, UP } from './entered-match.ts'

let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(() => bench.close())

describe('the door', () => {
  test('turns bad messages away and changes nothing', async () => {
    const ann = await bench.person('ann')
    const match = await spar(bench, ann)
    expect(await ann.ask('lobby:play', { mode: 'winning' })).toMatchObject({ ok: false, code: 'malformed' })
    expect(await ann.ask('match:join', { match, extra: 1 })).toMatchObject({ ok: false, code: 'malformed' })
    const earlier = { partner: '0'.repeat(16), revision: -1 }
    expect(await ann.ask('lobby:play', { mode: 'sparring', task: 'pong', earlier })).toMatchObject({
      ok: false,
      code: 'malformed',
    })
    for (const bad of [null, 7, 'x', [], { tick: -1, action: 1 }, { tick: 1, action: 1e12 }, { tick: '1', action: 1 }])
      ann.send('match:input', bad)
    ann.send('match:input')
    ann.send('match:input', { tick: 1, action: 1 }, { more: true })
    await bench.settled(ann)
    expect(bench.sockets.status().malformed).toBe(12)
    bench.ticks(20)
    expect(bench.matches.get(match)?.match.scores).toEqual([0, 0])
    expect(ann.playback!.codes[0]).toBe(0)
  })

  test('lets each class of messages come as often as its rate allows', async () => {
    const ann = await bench.person('ann')
    const replies = await Promise.all(
      Array.from({ length: LIMITS.rarePerSocket.burst + 3 }, () => ann.ask('lobby:cancel', {})),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(LIMITS.rarePerSocket.burst)
    expect(replies.at(-1)).toMatchObject({ ok: false, code: 'too-fast' })
    bench.clock.turn(1_000)
    expect(await ann.ask('lobby:cancel', {})).toEqual({ ok: true })
  })

  test('takes inputs and pings right behind the decoder, and says there too that a ping came too soon', async () => {
    const { ann, match } = await pair(bench)
    const decoded = vi.spyOn(packetParser.Decoder.prototype, 'emit')
    const { tickNumber } = bench.matches.get(match)!.match
    ann.send('match:input', { tick: tickNumber + 1, action: UP })
    const replies = await Promise.all(
      Array.from({ length: LIMITS.steadyPerSocket.burst + 3 }, () => ann.ask('time:ping', {})),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(LIMITS.steadyPerSocket.burst)
    expect(replies.at(-1)).toMatchObject({ ok: false, code: 'too-fast' })
    expect(decoded).not.toHaveBeenCalled()
    decoded.mockRestore()
    bench.ticks(1)
    expect(bench.matches.get(match)!.match.state[P.LEFT_Y]).toBe(P.PADDLE_SPEED)
  })

  test('closes a connection that floods it', async () => {
    const ann = await bench.person('ann')
    const closed = new Promise((resolve) => ann.socket.once('disconnect', resolve))
    for (let i = 0; i < 500; i++) ann.send('match:input', { tick: 1, action: 1 })
    await closed
    expect(bench.sockets.status()).toMatchObject({ flooding: expect.any(Number), connections: 0 })
  })
})
