import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientMessages } from '../../game/protocol/messages.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { SocketBench } from './socket-bench.ts'

let bench: SocketBench
beforeAll(async () => {
  bench = await new SocketBench().open()
})
afterAll(() => bench.close())

test('messages of any shape from a stranger and from a player leave the server up and the match to its seats', async () => {
  const [ann, eve, stranger] = [await bench.person('ann'), await bench.person('eve'), await bench.stranger()]
  const agentId = builtinAgentId('pong', 'middle')
  const { match } = await ann.ask('lobby:play', { mode: 'sparring', task: 'pong', agentId, options: { target: 21 } })
  await ann.join(match)
  bench.ticks(2)
  const field = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(match, ann.joined!.header.seats[0]!, -0, 1e308, '__proto__', ''),
  )
  const body = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(
        'match',
        'key',
        'tick',
        'action',
        'mode',
        'invite',
        'agentId',
        'delta',
        'base',
        'hash',
        'stats',
        'agent',
        '__proto__',
      ),
      field,
    ),
  )
  const messages = fc.sample(fc.tuple(fc.constantFrom(...Object.keys(clientMessages)), body), {
    seed: 20_261_122,
    numRuns: 600,
  })
  for (const [i, [name, what]] of messages.entries()) {
    for (const client of [eve, stranger]) client.send(name, what)
    if (i % 5 === 4) await bench.settled(eve)
  }
  expect(eve.socket.connected).toBe(true)
  const hosted = bench.matches.get(match)
  await bench.until(match, (phase) => phase === 'over')
  await ann.hear('match:over')
  expect(hosted?.result?.reason).toBe('finished')
  expect(ann.events.filter((event) => event.kind === 'action' && event.seat === 0)).toEqual([])
  expect(bench.sockets.status().malformed).toBeGreaterThan(500)
  expect(bench.lines.lines.filter(({ level }) => level >= 50)).toEqual([])
})
