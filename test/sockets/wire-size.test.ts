import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SocketBench, type Client } from './socket-bench.ts'

const SECONDS = 10
/** An input every 150 ms. */
const INPUT_TICKS = 9

let bench: SocketBench
const streams: Socket[] = []
beforeEach(async () => {
  bench = new SocketBench()
  bench.http.on('connection', (stream: Socket) => streams.push(stream))
  await bench.open()
})
afterEach(() => bench.close())

const traffic = (): { down: number; up: number } => ({
  down: streams.reduce((sum, stream) => sum + stream.bytesWritten, 0),
  up: streams.reduce((sum, stream) => sum + stream.bytesRead, 0),
})

/** Waits until all that was sent to this client and by it has arrived. */
const arrived = (client: Client): Promise<unknown> => client.ask('time:ping', {})

test('a player of a match between two people gets at most 200 bytes a second and sends at most 200, framing included', async () => {
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')]
  await ann.ask('lobby:play', { mode: 'people', task: 'pong' })
  const { match } = await bob.ask('lobby:play', { mode: 'people', task: 'pong' })
  await Promise.all([ann.join(match), bob.join(match)])
  bench.ticks(5 * 60)
  const players = [ann, bob]
  await Promise.all(players.map(arrived))
  const before = traffic()
  for (let tick = 0; tick < SECONDS * 60; tick++) {
    for (const [seat, client] of players.entries())
      if ((tick + 4 * seat) % INPUT_TICKS === 0)
        client.send('match:input', {
          tick: bench.matches.get(match)!.match.tickNumber + 3,
          action: Math.floor(tick / INPUT_TICKS) % 3,
        })
    if (tick % 60 === 0) await Promise.all(players.map(arrived))
    if (tick % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
    bench.ticks(1)
  }
  await Promise.all(players.map(arrived))
  const after = traffic()
  expect((after.down - before.down) / SECONDS / players.length).toBeLessThanOrEqual(200)
  expect((after.up - before.up) / SECONDS / players.length).toBeLessThanOrEqual(200)
  const inputs = bob.events.filter(({ kind }) => kind === 'action').length
  expect(inputs).toBeGreaterThan(SECONDS * 10)
  expect(players.map(({ playback }) => playback!.differences)).toEqual([0, 0])
})
