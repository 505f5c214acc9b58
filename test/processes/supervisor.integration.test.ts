import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { SeatRefusal } from '../../server/base/seat-refusal.ts'
import { JobsClient } from '../../server/processes/jobs-client.ts'
import { type SupervisedChild, Supervisor } from '../../server/processes/supervisor.ts'
import { quietLog } from '../support/quiet-log.ts'

const supervisors: Supervisor[] = []

afterEach(async () => {
  for (const supervisor of supervisors.splice(0)) await supervisor.stop([], 5_000)
})

function add(name: string, env: Record<string, string> = {}): { supervisor: Supervisor; child: SupervisedChild } {
  const supervisor = new Supervisor(quietLog().log)
  supervisors.push(supervisor)
  const script = new URL('./echo-child.ts', import.meta.url)
  return { supervisor, child: supervisor.supervise({ name, script, env, finish: 'ask' }).start() }
}

test('a child says that it is ready, answers each request once, and tells why it cannot', async () => {
  const { supervisor, child } = add('echo')
  await child.ready()
  expect(supervisor.status().echo).toMatchObject({ state: 'ready', restarts: 0 })
  const client = new JobsClient(child)
  const bytes = new Uint8Array([1, 2, 3])
  const push = {
    ask: 'push',
    userId: 'u',
    agentId: 'a',
    matchId: null,
    base: 'b',
    hash: 'h',
    delta: bytes,
    stats: null,
  } as const
  const [first, second] = await Promise.all([client.ask(push), client.ask({ ask: 'journal' })])
  expect(first).toMatchObject({ ask: 'push' })
  expect(new Uint8Array(Reflect.get(first, 'delta'))).toEqual(bytes)
  expect(second).toMatchObject({ ask: 'journal' })
})

test('a refusal that is for a person comes with its code and its sentence', async () => {
  const { child } = add('echo')
  await child.ready()
  const refused: unknown = await new JobsClient(child)
    .ask({ ask: 'seat-partner', task: 'pong', userId: 'u', name: 'U', parentId: null })
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(SeatRefusal)
  expect(refused).toMatchObject({ code: 'too-many-partners', message: 'You have enough partners.' })
})

test('a child that dies is started again, and what it was asked is refused', async () => {
  const { supervisor, child } = add('echo')
  await child.ready()
  const before = child.status.pid
  const client = new JobsClient(child)
  const unanswered = client.ask({ ask: 'journal' }).catch((error: Error) => error.message)
  process.kill(before ?? 0, 'SIGKILL')
  await once(child, 'exit')
  expect(supervisor.status().echo).toMatchObject({ state: 'restarting', restarts: 1, pid: null })
  await expect(client.ask({ ask: 'journal' })).rejects.toThrow(/not running/)
  await child.ready()
  expect(child.status.pid).not.toBe(before)
  expect(await client.ask({ ask: 'journal' })).toMatchObject({ ask: 'journal' })
  expect(await unanswered).toBeDefined()
})

test('a channel that large messages have filled takes the others behind them', async () => {
  const { child } = add('echo')
  await child.ready()
  const pid = child.status.pid ?? 0
  const client = new JobsClient(child)
  process.kill(pid, 'SIGSTOP')
  const delta = new Uint8Array(1 << 20)
  const push = {
    ask: 'push',
    userId: 'u',
    agentId: 'a',
    matchId: null,
    base: 'b',
    hash: 'h',
    delta,
    stats: null,
  } as const
  const asked = [...Array.from({ length: 8 }, () => client.ask(push)), client.ask({ ask: 'journal' })]
  process.kill(pid, 'SIGCONT')
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(Array(9).fill('fulfilled'))
  expect(child.status.restarts).toBe(0)
})

test('a request that is not answered in time is refused', async () => {
  const { child } = add('echo')
  await child.ready()
  child.on('message', () => {})
  const client = new JobsClient(child)
  process.kill(child.status.pid ?? 0, 'SIGSTOP')
  await expect(client.ask({ ask: 'journal' }, 50)).rejects.toThrow(/did not answer 'journal' within 50 ms/)
  process.kill(child.status.pid ?? 0, 'SIGCONT')
})

test('a child that refuses to start is not started again', async () => {
  const { supervisor, child } = add('echo', { ECHO_CHILD: 'refuse' })
  await expect(child.ready()).rejects.toThrow('The echo process refused to start.')
  expect(supervisor.status().echo).toMatchObject({ state: 'stopped', restarts: 0 })
})

test('stopping waits for a child, also for one that hangs, which is killed at the deadline', async () => {
  const { supervisor, child } = add('echo')
  await child.ready()
  const said: unknown[] = []
  child.on('message', (message: unknown) => said.push(message))
  await supervisor.stop(['echo'], 5_000)
  expect(said).toContainEqual({ event: 'stopping' })
  expect(child.status).toMatchObject({ state: 'stopped', pid: null })

  const hanging = add('hanging')
  await hanging.child.ready()
  process.kill(hanging.child.status.pid ?? 0, 'SIGSTOP')
  await hanging.supervisor.stop(['hanging'], 100)
  expect(hanging.child.status).toMatchObject({ state: 'stopped', pid: null })
})
