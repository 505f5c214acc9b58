import { afterEach, expect, test } from 'vitest'
import { actionCodec } from '../../game/core/action-codec.ts'
import { SpreadEnv } from '../../game/core/spread-env.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { startStepThread } from '../support/step-threads.ts'

const opened: SpreadEnv[] = []
afterEach(() => {
  for (const env of opened.splice(0)) env.close()
})
const open = async (...args: Parameters<typeof SpreadEnv.open>): Promise<SpreadEnv> => {
  const env = await SpreadEnv.open(...args)
  opened.push(env)
  return env
}

test('environments on one, two and three threads do what one VectorEnv does, bit for bit, through the ends of episodes', async () => {
  const config = { task: pong, observation: 'state', environments: 7, seed: 11, endOnReward: true }
  const options = { leftSpeed: 0.5 }
  const domain = { options: { rightSpeed: [0.4, 1] }, latency: 5, noise: 0.1 } as const
  const alone = new VectorEnv({ ...config, domain, options: () => options })
  const spread = await Promise.all(
    [1, 2, 3].map((threads) => open({ ...config, domain, options }, threads, startStepThread)),
  )
  let ends = 0
  for (let i = 0; i < 300; i++) {
    const actions = Array.from({ length: 14 }, (_, slot) => (i + slot * slot) % actionCodec(pong.action).codes)
    alone.step(actions)
    ends += alone.terminated.reduce((sum, one) => sum + one, 0)
    for (const env of spread) {
      env.step(actions)
      for (const what of ['rows', 'observations', 'finalObservations', 'rewards', 'terminated', 'truncated'] as const)
        expect(env[what]).toEqual(alone[what])
    }
  }
  expect(ends).toBeGreaterThan(7)
})

test('lists of pixels are the same on two threads', async () => {
  const config = { task: pong, observation: 'pixels', active: true, environments: 5, seed: 3 }
  const alone = new VectorEnv(config)
  const spread = await open(config, 2, startStepThread)
  const read = ({ active }: Pick<VectorEnv, 'active'>) =>
    active.map(({ count, places, values }) => [[...places.subarray(0, count)], [...values.subarray(0, count)]])
  let lit = 0
  for (let i = 0; i < 200; i++) {
    const actions = Array.from({ length: 10 }, (_, slot) => (i + slot) % 3)
    alone.step(actions)
    spread.step(actions)
    expect(read(spread)).toEqual(read(alone))
    lit += alone.active.reduce((sum, { count }) => sum + count, 0)
  }
  expect(lit).toBeGreaterThan(1_000)
})

test('what a task has not, and a thread that does not start, is said at once', async () => {
  const config = { task: pong, observation: 'state', environments: 4, seed: 1 }
  await expect(open({ ...config, observation: 'smell' }, 2, startStepThread)).rejects.toThrow('no observation "smell"')
  await expect(open({ ...config, active: true }, 2, startStepThread)).rejects.toThrow('does not come as lists')
  const unknown = { ...pong, id: 'no-such-task' }
  await expect(open({ ...config, task: unknown }, 2, startStepThread)).rejects.toThrow('no-such-task')
})

test('where one thread does not start, the others are ended', async () => {
  const config = { task: pong, observation: 'state', environments: 4, seed: 1 }
  let ended = 0
  const end = (): void => void ended++
  const start = ({ from }: { from: number }) =>
    from === 1 ? Promise.resolve({ end }) : Promise.reject(new Error('no thread'))
  await expect(open(config, 3, start)).rejects.toThrow('no thread')
  await expect.poll(() => ended).toBe(1)
})
