import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PROTOCOL_VERSION } from '../../game/protocol/version.ts'
import { SocketBench } from './socket-bench.ts'
import { spar } from './entered-match.ts'

let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(() => bench.close())

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
    const match = await spar(bench, await bench.person('ann'))
    expect(await stranger.join(match)).toMatchObject({ ok: true, seat: null })
  })
})
