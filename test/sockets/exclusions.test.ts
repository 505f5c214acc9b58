import { afterEach, beforeEach, expect, test } from 'vitest'
import { SocketBench, userIdOf } from './socket-bench.ts'

let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(() => bench.close())

const closed = (socket: { once: (event: 'disconnect', listener: () => void) => void }): Promise<void> =>
  new Promise((resolve) => socket.once('disconnect', () => resolve()))

test('who is banned is sent away from an open page and not let in again; others stay', async () => {
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')]
  const gone = closed(ann.socket)
  expect(bench.exclusions.learn({ banned: [userIdOf('ann')], deleted: [] })).toEqual([userIdOf('ann')])
  bench.sockets.expel(new Set([userIdOf('ann')]))
  await gone
  await expect(bench.person('ann')).rejects.toMatchObject({ data: { code: 'banned' } })
  expect(bob.socket.connected).toBe(true)
  expect(bench.exclusions.learn({ banned: [], deleted: [] })).toEqual([])
  expect((await bench.person('ann')).socket.connected).toBe(true)
})

test('who was deleted is a stranger: may watch, and not play', async () => {
  bench.exclusions.learn({ banned: [], deleted: [userIdOf('ann')] })
  const ann = await bench.person('ann')
  expect(await ann.ask('lobby:play', { mode: 'people', task: 'pong' })).toMatchObject({ ok: false, code: 'anonymous' })
})
