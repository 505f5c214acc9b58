import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inflateRawSync } from 'node:zlib'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog } from '../../game/core/match-log.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { SocketBench } from './socket-bench.ts'
import { DOWN, pair, spar, TRACKER, UP } from './entered-match.ts'

let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(() => bench.close())

test('a loop that does not keep time takes a few matches, no more, and goes on with those it has', async () => {
  await bench.close()
  bench = await new SocketBench({ limits: { ...LIMITS, matchesAlways: 1 } }).open()
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')]
  bench.admission.open = false
  const match = await spar(bench, ann)
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
    const match = await spar(bench, ann)
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
    const match = await spar(bench, ann)
    bench.jobs.diskFull = true
    await bench.until(match, (phase) => phase === 'over')
    expect(await ann.hear('match:over')).toMatchObject({ reason: 'void' })
  })

  test('is refused in words while no result can be kept, as are an invitation and a rematch, and then not', async () => {
    const [ann, bob, eve] = [await bench.person('ann'), await bench.person('bob'), await bench.person('eve')]
    const offered = await bob.ask('lobby:play', { mode: 'invite', task: 'pong' })
    const match = await spar(bench, ann)
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
    const match = await spar(bench, ann)
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
    const match = await spar(bench, ann)
    await eve.join(match)
    await bench.until(match, (phase) => phase === 'over')
    await Promise.all([ann.hear('match:over'), eve.hear('match:over')])
    expect(eve.scores).toEqual(ann.scores)
    expect(Math.max(...eve.scores)).toBe(3)
    expect(finalHashOf(eve.playback!.state)).toBe(finalHashOf(ann.playback!.state))
  })

  test('is in the public list while it is played', async () => {
    const ann = await bench.person('ann')
    const match = await spar(bench, ann)
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
    const match = await spar(bench, ann)
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

test('who comes back to a match that died with the process before hears that it is void', async () => {
  const ann = await bench.person('ann')
  const match = 'ab'.repeat(16)
  bench.dead.add(match)
  expect(await ann.join(match)).toMatchObject({ ok: false, code: 'void-restart' })
  expect(await ann.join('cd'.repeat(16))).toMatchObject({ ok: false, code: 'no-match' })
})

test('who goes from one match into another hears no more of the first', async () => {
  const ann = await bench.person('ann')
  const first = await spar(bench, ann)
  await ann.ask('match:leave', { match: first })
  await ann.hear('match:over')
  const second = await spar(bench, ann)
  expect(second).not.toBe(first)
  const presences = ann.told.filter(({ event }) => event === 'match:presence')
  expect(presences.filter(({ body }) => JSON.stringify(body).includes('"connected":false'))).toEqual([])
})

test('a stop ends what runs without a winner, and its results are safe', async () => {
  const { ann, match } = await pair(bench)
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
