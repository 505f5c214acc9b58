import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packetParser } from '../../app/_net/packet-parser.ts'
import type { MatchResult } from '../../game/protocol/replies.ts'
import { CURRENT_PAGE } from '../support/current-page.ts'
import { SESSION_COOKIE, signSession } from '../../server/http/session.ts'
import { readSecret } from '../../server/store/data-folder.ts'
import { startServer, type TestServer } from '../support/server.ts'

/** SIGTERM to a whole server while a rated match runs. */
let server: TestServer
beforeAll(async () => {
  server = await startServer({ GRACE_SECONDS: '1' })
})
afterAll(() => server.close())

function page(userId: string): Socket {
  const session = signSession(readSecret(server.dataFolder), {
    userId,
    name: 'Ann',
    issued: Math.floor(Date.now() / 1000),
  })
  return io(server.origin, {
    parser: packetParser,
    transports: ['websocket'],
    auth: CURRENT_PAGE,
    extraHeaders: { origin: server.origin, cookie: `${SESSION_COOKIE}=${session}` },
  })
}

test('players are told how long they have, the match ends void, and the server comes back with its result', async () => {
  const socket = page('ann0000000000000')
  const { match } = await socket.emitWithAck('lobby:play', { mode: 'ranked', task: 'pong' })
  await socket.emitWithAck('match:join', { match })
  const notice = new Promise<{ message: string }>((resolve) => socket.once('server:notice', resolve))
  const over = new Promise<MatchResult>((resolve) => socket.once('match:over', resolve))
  await new Promise((resolve) => socket.once('match:ticks', resolve))
  const restarted = server.restart()
  expect((await notice).message).toContain('a match that is not over in 1 s ends without a result')
  expect(await over).toMatchObject({ reason: 'void' })
  await restarted
  socket.close()
  const reply = await fetch(`${server.origin}/api/matches/${match}`)
  expect(await reply.json()).toMatchObject({ match: { id: match, reason: 'void', status: 'void' } })
})
