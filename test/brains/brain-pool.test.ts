import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { actionHead } from '../../game/nets/action-head.ts'
import { Forward } from '../../game/nets/forward.ts'
import type { ShownAction } from '../../game/nets/heads/distribution.ts'
import { hashWeights, weightsToBytes } from '../../game/nets/hash.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { BrainPool } from '../../server/brains/brain-pool.ts'
import { startPolicyThread } from '../../server/brains/brain-worker.ts'
import type { Brain, Decision } from '../../server/brains/brain.ts'
import { systemTimers } from '../../server/base/time.ts'
import { HandClock } from '../support/hand-clock.ts'
import { testSpec, testWeights } from '../support/house-agents.ts'
import { quietLog } from '../support/quiet-log.ts'

const observation = pong.observations['state']!
const policyOf = (weights: Float32Array) => ({
  spec: testSpec,
  space: pong.action,
  observation,
  hash: hashWeights(weights),
  weights: weightsToBytes(weights),
})

/** A state in the middle of a rally, another one for each seed. */
function someState(seed: number): Float64Array {
  const chance = new SeededChance(seed)
  const state = new Float64Array(pong.layout.length)
  pong.reset(state, { target: 3, leftSpeed: 1, rightSpeed: 1 }, chance, 2)
  const out = { rewards: new Float64Array(2), terminated: false, truncated: false }
  for (let tick = 0; tick < 130; tick++)
    pong.step(state, Float64Array.of(chance.below(3), chance.below(3)), chance, out)
  return state
}

function expected(
  weights: Float32Array,
  state: Float64Array,
  seat: number,
): { probabilities: readonly number[]; value: number } {
  const row = new Float32Array(8)
  observation.observe(state, seat, row, 0)
  const forward = new Forward(testSpec, weights)
  const [outputs, value] = [new Float32Array(3), new Float32Array(1)]
  forward.outputs(row, 1, outputs)
  forward.values(row, 1, value)
  return { probabilities: probabilitiesOf(actionHead(pong.action).show(outputs, 0)), value: value[0]! }
}

function probabilitiesOf(shown: ShownAction): readonly number[] {
  if (shown.kind !== 'choices') throw new Error(`Pong has choices, not ${shown.kind}`)
  return shown.probabilities
}

describe('the pool of policies', () => {
  let pool: BrainPool
  let uniforms: () => number
  const { log } = quietLog()
  beforeAll(() => {
    pool = new BrainPool({ timers: systemTimers, log, random: () => uniforms() })
  })
  afterAll(() => pool.stop())

  test('decides as the plain network does, for every row of a batch of several weights', async () => {
    uniforms = () => 0.5
    const all = [testWeights(1), testWeights(2)]
    const brains = await Promise.all(all.map((weights) => pool.policy(policyOf(weights))))
    const states = [1, 2, 3].map(someState)
    const decided = await Promise.all(
      brains.map(async (brain) =>
        brain.decide(
          states.flatMap((state) => [
            { state, seat: 0 },
            { state, seat: 1 },
          ]),
        ),
      ),
    )
    for (const [w, weights] of all.entries())
      for (const [i, state] of states.entries())
        for (const seat of [0, 1]) {
          const { mind, code } = decided[w]![2 * i + seat]!
          const { probabilities, value } = expected(weights, state, seat)
          expect(mind!.value).toBeCloseTo(value, 5)
          expect([0, 1, 2]).toContain(code)
          for (const a of [0, 1, 2]) expect(probabilitiesOf(mind!.shown)[a]).toBeCloseTo(probabilities[a]!, 5)
        }
    for (const brain of brains) brain.close()
  })

  test('draws actions as often as their probabilities say', async () => {
    const chance = new SeededChance(4)
    uniforms = () => chance.uniform()
    const brain = await pool.policy(policyOf(testWeights(3)))
    const state = someState(5)
    const rows = 4_000
    const decided = await brain.decide(Array.from({ length: rows }, () => ({ state, seat: 0 })))
    const probabilities = probabilitiesOf(decided[0]!.mind!.shown)
    for (const action of [0, 1, 2]) {
      const share = decided.filter(({ code }) => code === action).length / rows
      expect(Math.abs(share - probabilities[action]!)).toBeLessThan(0.03)
    }
    brain.close()
  })

  test('decides over 32 buttons at once, up to the code of all of them', async () => {
    const labels = Array.from({ length: 32 }, (_, i) => `button ${i}`)
    const spec = densePolicy({ inputs: 8, hidden: [], activation: 'tanh', outputs: 32 })
    const space = { kind: 'multi-binary' as const, labels }
    const weights = testWeights(1, spec)
    const brain = await pool.policy({ ...policyOf(weights), spec, space })
    const decide = async (u: number): Promise<Decision> => {
      uniforms = () => u
      const [decision] = await brain.decide([{ state: someState(1), seat: 0 }])
      return decision!
    }
    expect((await decide(0)).code).toBe(0xffffffff)
    expect((await decide(1)).code).toBe(0)
    const { code, mind } = await decide(0.5)
    const held = labels.map((_, i) => (code >>> i) & 1)
    const shown = mind!.shown.kind === 'buttons' ? mind!.shown.probabilities : []
    expect(held).toEqual(shown.map((p) => (p > 0.5 ? 1 : 0)))
    brain.close()
  })

  test('tells the same weights over other actions apart', async () => {
    uniforms = () => 0
    const weights = testWeights(7)
    const space = { kind: 'multi-binary' as const, labels: ['left', 'right', 'jump'] }
    const brains = [await pool.policy(policyOf(weights)), await pool.policy({ ...policyOf(weights), space })]
    const decided = await Promise.all(brains.map(async (brain) => brain.decide([{ state: someState(1), seat: 0 }])))
    expect(decided.map(([decision]) => [decision!.code, decision!.mind!.shown.kind])).toEqual([
      [0, 'choices'],
      [0b111, 'buttons'],
    ])
    for (const brain of brains) brain.close()
  })

  test('forgets weights when nobody plays them', async () => {
    const weights = testWeights(6)
    const [one, two] = [await pool.policy(policyOf(weights)), await pool.policy(policyOf(weights))]
    const before = pool.status().policies
    one.close()
    one.close()
    expect(pool.status().policies).toBe(before)
    two.close()
    expect(pool.status().policies).toBe(before - 1)
    await expect(Promise.resolve(two.decide([{ state: someState(1), seat: 0 }]))).rejects.toThrow('could not decide')
  })

  test('refuses a network whose outputs are not those of its actions', async () => {
    const space = { kind: 'multi-binary' as const, labels: ['left', 'right'] }
    await expect(pool.policy({ ...policyOf(testWeights(1)), space })).rejects.toThrow(/puts out 3 numbers/)
  })

  test('refuses weights that do not fit their network', async () => {
    const short = testWeights(1).subarray(3)
    await expect(pool.policy(policyOf(short))).rejects.toThrow(/weights/)
  })
})

describe('a thread of policies', () => {
  const question = { state: someState(1), seat: 0 }
  const ask = (brain: Brain): Promise<readonly Decision[]> => Promise.resolve(brain.decide([question]))

  test('that dies is started again with its weights; what was asked meanwhile fails', async () => {
    const { log } = quietLog()
    const timers = new HandClock()
    const threads: Worker[] = []
    const startThread = (): Worker => {
      const thread = startPolicyThread()
      threads.push(thread)
      return thread
    }
    const pool = new BrainPool({ timers, log, random: () => 0.5, startThread })
    const brain = await pool.policy(policyOf(testWeights(1)))
    const before = await ask(brain)
    const lost = ask(brain)
    const exit = once(threads[0]!, 'exit')
    void threads[0]!.terminate()
    await expect(lost).rejects.toThrow('could not decide')
    await exit
    await expect(ask(brain)).rejects.toThrow('could not decide')
    timers.turn(50)
    expect(await ask(brain)).toEqual(before)
    expect(pool.status().restarts).toBe(1)
    await pool.stop()
  })

  test('ends between two decisions, since one that is ended within one ends the process', async () => {
    let exit: Promise<unknown> = Promise.resolve()
    const startThread = (): Worker => {
      const thread = startPolicyThread()
      exit = once(thread, 'exit')
      return thread
    }
    const pool = new BrainPool({ timers: systemTimers, log: quietLog().log, random: () => 0.5, startThread })
    const brain = await pool.policy(policyOf(testWeights(1)))
    const asked: Promise<readonly Decision[]>[] = []
    for (let round = 0; round < 50; round++) {
      asked.push(ask(brain))
      // What is asked in one turn is handed over together.
      await Promise.resolve()
    }
    await pool.stop()
    expect(await Promise.all(asked)).toHaveLength(50)
    expect(await exit).toEqual([0])
  })

  test('that hangs is given up and another one started', async () => {
    const { log } = quietLog()
    const timers = new HandClock()
    const deaf = `const { parentPort } = require('node:worker_threads')
      parentPort.on('message', ({ kind, key }) => kind === 'load' && parentPort.postMessage({ kind: 'loaded', key }))`
    const pool = new BrainPool({ timers, log, random: () => 0.5, startThread: () => new Worker(deaf, { eval: true }) })
    const brain = await pool.policy(policyOf(testWeights(1)))
    const lost = ask(brain)
    await Promise.resolve()
    timers.turn(3_000)
    await expect(lost).rejects.toThrow('could not decide')
    expect(pool.status().restarts).toBe(1)
    timers.turn(50)
    const stopped = pool.stop()
    timers.turn(3_000)
    await stopped
  })

  test('that cannot be started keeps nobody waiting for more than eight seconds', async () => {
    const timers = new HandClock()
    const startThread = (): Worker => new Worker('process.exit(1)', { eval: true })
    const pool = new BrainPool({ timers, log: quietLog().log, random: () => 0.5, startThread })
    const policy = pool.policy(policyOf(testWeights(1)))
    timers.turn(8_000)
    await expect(policy).rejects.toThrow('in time')
    expect(pool.status().policies).toBe(0)
    await pool.stop()
  })
})
