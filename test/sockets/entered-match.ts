import { expect } from 'vitest'
import { builtinAgentId } from '../../server/base/ids.ts'
import type { Client, SocketBench } from './socket-bench.ts'

export const TRACKER = builtinAgentId('pong', 'middle')
export const UP = 1
export const DOWN = 2

/** A sparring match against the built-in, entered by its person. */
export async function spar(bench: SocketBench, client: Client, more: object = {}): Promise<string> {
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

/** Two people of different addresses who have found each other, and have entered their match. */
export async function pair(bench: SocketBench): Promise<{ ann: Client; bob: Client; match: string }> {
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
