import { afterEach, beforeEach, expect, test } from 'vitest'
import { pong } from '../../game/tasks/pong/pong.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { SocketBench, userIdOf, type Client } from './socket-bench.ts'

/** What becomes of running matches when the server stops with a grace. */
let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(() => bench.close())

async function begin(name: string, mode: 'sparring' | 'ranked', more: object = {}): Promise<[Client, string]> {
  const client = await bench.person(name)
  const { match } = await client.ask('lobby:play', {
    mode,
    task: 'pong',
    agentId: builtinAgentId('pong', 'middle'),
    ...more,
  })
  await client.join(match)
  bench.ticks(2)
  return [client, match]
}

/** A grace that ends when it is told to. */
function grace(): { over: Promise<void>; end: () => void } {
  let end = (): void => {}
  const over = new Promise<void>((resolve) => (end = resolve))
  return { over, end }
}

test('sparring ends at once, a rated match may come to its end, and the stop waits for no longer than that', async () => {
  const [ann] = await begin('ann', 'sparring')
  const [bob, match] = await begin('bob', 'ranked')
  bench.lobby.stop()
  const stopped = bench.matches.stop(grace().over)
  expect(await ann.hear('match:over')).toMatchObject({ reason: 'void' })
  expect(await ann.ask('lobby:play', { mode: 'sparring', task: 'pong' })).toMatchObject({ ok: false, code: 'stopping' })
  await bench.until(match, (phase) => phase === 'over')
  await stopped
  expect(await bob.hear('match:over')).toMatchObject({ reason: 'finished' })
  expect(bench.jobs.journal.map(({ mode, reason }) => [mode, reason])).toEqual([
    ['sparring', 'void'],
    ['ranked', 'finished'],
  ])
})

test('a match that is not over when the grace is ends without a winner', async () => {
  const [bob, match] = await begin('bob', 'ranked')
  bench.lobby.stop()
  const { over, end } = grace()
  const stopped = bench.matches.stop(over)
  bench.ticks(100)
  expect(bench.matches.get(match)?.match.phase).toBe('playing')
  end()
  await stopped
  expect(await bob.hear('match:over')).toMatchObject({ reason: 'void' })
  expect(bench.matches.count).toBe(0)
})

test('a match that is being opened while the server stops is not opened', async () => {
  const agent = await bench.jobs.ask({
    ask: 'seat-agent',
    task: 'pong',
    agentId: builtinAgentId('pong', 'middle'),
    userId: null,
    except: [],
  })
  const request = { ask: 'seat-agent', task: 'pong', agentId: agent.agentId, userId: null, except: [] } as const
  const opening = bench.matches.open(
    { task: pong, mode: 'ranked', public: true, options: { target: 3 } },
    [
      { kind: 'human', userId: userIdOf('ann'), name: 'ann', address: '192.0.2.1' },
      { kind: 'agent', agent, reactionTicks: 0, request },
    ],
    true,
  )
  const refused = opening.catch((error: Error) => error.message)
  await bench.matches.stop()
  expect(await refused).toBe('The server is stopping')
  expect(bench.matches.count).toBe(0)
})
