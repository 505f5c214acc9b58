import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { inflateRawSync } from 'node:zlib'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog } from '../../game/core/match-log.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import { PROTOCOL_VERSION } from '../../game/protocol/version.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { STEP_IN } from '../../server/match/waiting-people.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { packetParser } from '../../server/sockets/packet-parser.ts'
import { SocketBench, userIdOf, type Client } from './socket-bench.ts'

const TRACKER = builtinAgentId('pong', 'middle')
const UP = 1
const DOWN = 2

let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(() => bench.close())

/** A sparring match against the built-in, entered by its person. */
async function spar(client: Client, more: object = {}): Promise<string> {
  const { match } = await client.ask('lobby:play', {
    mode: 'sparring',
    task: 'pong',
    agentId: TRACKER,
    options: { target: 3 },
    ...more,
  })
  await client.join(match)
  bench.ticks(2)
  return match
}

async function pair(): Promise<{ ann: Client; bob: Client; match: string }> {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  const ann = await bench.dial({ name: 'ann', ...from('192.0.2.1') })
  const bob = await bench.dial({ name: 'bob', ...from('192.0.2.2') })
  await ann.ask('lobby:play', { mode: 'people', task: 'pong' })
  const { match } = await bob.ask('lobby:play', { mode: 'people', task: 'pong' })
  expect(await ann.hear('lobby:matched')).toEqual({ match })
  await Promise.all([ann.join(match), bob.join(match)])
  bench.ticks(2)
  return { ann, bob, match }
}

describe('the handshake', () => {
  test.each([
    ['outdated', { auth: { protocol: 99, tasks: { pong: 1 } } }],
    ['outdated', { auth: { protocol: PROTOCOL_VERSION, tasks: { pong: 0 } } }],
    ['outdated', { auth: { protocol: PROTOCOL_VERSION, tasks: {} } }],
    ['malformed', { auth: { protocol: 'one' } }],
    ['malformed', { auth: {} }],
    ['origin', { headers: { origin: 'https://elsewhere.example' } }],
  ])('refuses with the code "%s" %o', async (code, given) => {
    await expect(bench.dial({ name: 'ann', ...given })).rejects.toMatchObject({ data: { code } })
  })

  test('ignores a cookie where no browser says that it comes from our page', async () => {
    const client = await bench
      .dial({ name: 'ann', headers: { origin: '' } })
      .catch((error: { data?: object }) => error.data)
    expect(client).toEqual({ code: 'origin' })
  })

  test('lets somebody without a session watch, but not play', async () => {
    const stranger = await bench.stranger()
    expect(await stranger.ask('lobby:play', { mode: 'people', task: 'pong' })).toMatchObject({
      ok: false,
      code: 'anonymous',
    })
    const match = await spar(await bench.person('ann'))
    expect(await stranger.join(match)).toMatchObject({ ok: true, seat: null })
  })
})

test('a loop that does not keep time takes a few matches, no more, and goes on with those it has', async () => {
  await bench.close()
  bench = await new SocketBench({ limits: { ...LIMITS, matchesAlways: 1 } }).open()
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')]
  bench.admission.open = false
  const match = await spar(ann)
  expect(await bob.ask('lobby:play', { mode: 'sparring', task: 'pong', agentId: TRACKER })).toEqual({
    ok: true,
    waiting: 'line',
    place: 1,
  })
  await bench.until(match, (_, tick) => tick > 60)
  expect(bench.matches.count).toBe(1)
  bench.admission.open = true
  bench.clock.turn(1_000)
  expect(await bob.hear('lobby:matched')).toMatchObject({ match: expect.any(String) })
})

describe('a match against a built-in', () => {
  test('is played to the end, written to the journal before anyone is told, then recorded', async () => {
    const ann = await bench.person('ann')
    const match = await spar(ann)
    let told = false
    void ann.hear('match:over').then(() => (told = true))
    await bench.until(match, (phase) => phase === 'over')
    expect(told).toBe(false)
    await ann.until(() => told || ann.told.some(({ event }) => event === 'match:over'))
    expect(bench.jobs.journal).toHaveLength(1)
    const line = bench.jobs.journal[0]!
    expect(line).toMatchObject({
      matchId: match,
      mode: 'sparring',
      rated: false,
      reason: 'finished',
      options: { target: 3 },
    })
    const log = decodeLog(inflateRawSync(Buffer.from(line.log, 'base64')))
    expect(checkLog(pong, log)).toEqual({ ok: true })
    await ann.until(() => ann.playback?.ended !== null)
    expect(finalHashOf(ann.playback!.state)).toBe(log.footer.finalHash)
    expect(await ann.hear('match:recorded')).toMatchObject({ match, status: 'checked' })
  })

  test('that could not be stored is told to be void', async () => {
    const ann = await bench.person('ann')
    const match = await spar(ann)
    bench.jobs.diskFull = true
    await bench.until(match, (phase) => phase === 'over')
    expect(await ann.hear('match:over')).toMatchObject({ reason: 'void' })
  })

  test('is refused in words while no result can be kept, as are an invitation and a rematch, and then not', async () => {
    const [ann, bob, eve] = [await bench.person('ann'), await bench.person('bob'), await bench.person('eve')]
    const offered = await bob.ask('lobby:play', { mode: 'invite', task: 'pong' })
    const match = await spar(ann)
    await bench.until(match, (phase) => phase === 'over')
    await ann.hear('match:over')
    bench.jobs.diskFull = true
    const refused = { ok: false, code: 'disk-full', message: expect.stringMatching(/disk of this server is full/) }
    const invite = 'invite' in offered ? offered.invite! : ''
    expect(await ann.ask('match:rematch', { match })).toMatchObject(refused)
    expect(await eve.ask('lobby:accept', { invite })).toMatchObject(refused)
    for (const mode of ['sparring', 'ranked', 'people', 'invite'] as const)
      expect(await ann.ask('lobby:play', { mode, task: 'pong' })).toMatchObject(refused)
    bench.jobs.diskFull = false
    expect(await eve.ask('lobby:accept', { invite })).toMatchObject({ ok: true })
  })

  test('goes on while jobs is down, and its result waits in the journal', async () => {
    const ann = await bench.person('ann')
    const match = await spar(ann)
    bench.jobs.down = true
    await bench.until(match, (phase) => phase === 'over')
    expect(await ann.hear('match:over')).toMatchObject({ reason: 'finished' })
    expect(bench.jobs.journal).toHaveLength(1)
    expect(await ann.ask('lobby:play', { mode: 'sparring', task: 'pong' })).toMatchObject({
      ok: false,
      code: 'no-opponent',
    })
  })

  test('shows its spectators the same score', async () => {
    const [ann, eve] = [await bench.person('ann'), await bench.stranger()]
    const match = await spar(ann)
    await eve.join(match)
    await bench.until(match, (phase) => phase === 'over')
    await Promise.all([ann.hear('match:over'), eve.hear('match:over')])
    expect(eve.scores).toEqual(ann.scores)
    expect(Math.max(...eve.scores)).toBe(3)
    expect(finalHashOf(eve.playback!.state)).toBe(finalHashOf(ann.playback!.state))
  })

  test('is in the public list while it is played', async () => {
    const ann = await bench.person('ann')
    const match = await spar(ann)
    const eve = await bench.stranger()
    await eve.join(match)
    expect(bench.matches.live().matches).toMatchObject([
      {
        id: match,
        mode: 'sparring',
        watching: 1,
        seats: [{ name: 'ann', kind: 'human', score: 0 }, { kind: 'agent' }],
      },
    ])
    await ann.ask('match:leave', { match })
    expect(bench.matches.live().matches).toEqual([])
  })

  test("moves with its own seat's input only", async () => {
    const [ann, eve] = [await bench.person('ann'), await bench.person('eve')]
    const match = await spar(ann)
    await eve.join(match)
    eve.send('match:input', { tick: 5, action: DOWN })
    await bench.settled(eve)
    expect(eve.joined?.seat).toBeNull()
    expect(bench.matches.get(match)?.match.state[P.LEFT_Y]).toBe(0)
    ann.send('match:input', { tick: 5, action: UP })
    await bench.settled(ann)
    bench.ticks(10)
    await ann.until(() => ann.playback!.codes[0] === UP)
  })
})

describe('the same person', () => {
  test('in a second tab takes the seat over from the first', async () => {
    const first = await bench.person('ann')
    const match = await spar(first)
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
    const match = await spar(ann)
    bench.ticks(100)
    ann.socket.disconnect()
    const eve = await bench.stranger()
    await eve.join(match)
    await bench.until(match, (phase) => phase === 'paused')
    const back = await bench.person('ann')
    await back.join(match)
    expect(back.joined).toMatchObject({ seat: 0, presence: { phase: 'paused' } })
    expect(back.playback!.paused).toBe(true)
    bench.ticks(240)
    await back.until(() => back.playback!.tick > back.joined!.tick + 200)
    expect(back.playback!.differences).toBe(0)
  })

  test('is told the whole state of the match that it is in, and of no other', async () => {
    const ann = await bench.person('ann')
    const match = await spar(ann)
    bench.ticks(41)
    const reply = await ann.ask('match:state', { match })
    expect(reply).toMatchObject({ ok: true, paused: false, codes: [0, expect.any(Number)] })
    // All ticks up to it were sent before.
    expect(ann.playback?.tick).toBe(reply.tick)
    expect(new Float64Array(new Uint8Array(reply.state).buffer)).toEqual(ann.playback?.state)
    const bob = await bench.person('bob')
    expect(await bob.ask('match:state', { match })).toMatchObject({ ok: false, code: 'no-match' })
  })

  test('has one match at a time: a new sparring match ends the one before', async () => {
    const ann = await bench.person('ann')
    const first = await spar(ann)
    const second = await spar(ann)
    expect(second).not.toBe(first)
    expect(bench.matches.get(first)?.result?.reason).toBe('left')
    expect(bench.matches.count).toBe(1)
  })

  test('is sent back into a ranked match that runs', async () => {
    const ann = await bench.person('ann')
    const { match } = await ann.ask('lobby:play', { mode: 'ranked', task: 'pong' })
    await ann.join(match)
    bench.ticks(10)
    expect(await ann.ask('lobby:play', { mode: 'people', task: 'pong' })).toEqual({ ok: true, match })
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

describe('people', () => {
  test('who wait one after the other play each other', async () => {
    const { ann, bob, match } = await pair()
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

test('who comes back to a match that died with the process before hears that it is void', async () => {
  const ann = await bench.person('ann')
  const match = 'ab'.repeat(16)
  bench.dead.add(match)
  expect(await ann.join(match)).toMatchObject({ ok: false, code: 'void-restart' })
  expect(await ann.join('cd'.repeat(16))).toMatchObject({ ok: false, code: 'no-match' })
})

describe('a rematch', () => {
  test('begins when both people want it, with the sides swapped, and spectators are told', async () => {
    const { ann, bob, match } = await pair()
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
    const match = await spar(ann, { reactionTicks: 12 })
    await ann.ask('match:leave', { match })
    await ann.hear('match:over')
    await ann.ask('match:rematch', { match })
    const next = await ann.hear('match:next')
    await ann.join(next.match)
    expect(ann.joined).toMatchObject({
      seat: 1,
      header: {
        options: { target: 3, leftSpeed: 0.55 },
        seats: [{ kind: 'agent', reactionTicks: 12 }, { kind: 'human' }],
      },
    })
    expect(bench.jobs.asked.filter(({ ask }) => ask === 'seat-agent')).toHaveLength(2)
  })
})

describe('the door', () => {
  test('turns bad messages away and changes nothing', async () => {
    const ann = await bench.person('ann')
    const match = await spar(ann)
    expect(await ann.ask('lobby:play', { mode: 'winning' })).toMatchObject({ ok: false, code: 'malformed' })
    expect(await ann.ask('match:join', { match, extra: 1 })).toMatchObject({ ok: false, code: 'malformed' })
    for (const bad of [null, 7, 'x', [], { tick: -1, action: 1 }, { tick: 1, action: 1e12 }, { tick: '1', action: 1 }])
      ann.send('match:input', bad)
    ann.send('match:input')
    ann.send('match:input', { tick: 1, action: 1 }, { more: true })
    await bench.settled(ann)
    expect(bench.sockets.status().malformed).toBe(11)
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
    const { ann, match } = await pair()
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

test('who goes from one match into another hears no more of the first', async () => {
  const ann = await bench.person('ann')
  const first = await spar(ann)
  await ann.ask('match:leave', { match: first })
  await ann.hear('match:over')
  const second = await spar(ann)
  expect(second).not.toBe(first)
  const presences = ann.told.filter(({ event }) => event === 'match:presence')
  expect(presences.filter(({ body }) => JSON.stringify(body).includes('"connected":false'))).toEqual([])
})

test('a stop ends what runs without a winner, and its results are safe', async () => {
  const { ann, match } = await pair()
  bench.ticks(100)
  bench.lobby.stop()
  bench.sockets.notice('Back soon.')
  await bench.matches.stop()
  expect(await ann.ask('lobby:play', { mode: 'people', task: 'pong' })).toMatchObject({ ok: false, code: 'stopping' })
  await bench.sockets.close()
  expect(await ann.hear('server:notice')).toEqual({ message: 'Back soon.' })
  expect(await ann.hear('match:over')).toMatchObject({ reason: 'void' })
  expect(bench.jobs.journal).toMatchObject([{ matchId: match, reason: 'void' }])
})
