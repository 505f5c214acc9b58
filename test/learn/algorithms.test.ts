import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { algorithms } from '../../game/learn/algorithms/index.ts'
import type { Algorithm } from '../../game/learn/algorithms/algorithm.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { echoEnv } from '../support/echo-env.ts'
import { echoButtons, echoStick, echoTask } from '../support/echo-task.ts'

const spec: PolicySpec = densePolicy({ inputs: 2, hidden: [16], activation: 'tanh', outputs: 2 })

beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

/** Mean reward of a decision, from −1 to 1. */
function meanReward(agent: Algorithm, task = echoTask): number {
  const env = echoEnv(20, 99, task)
  const actions = new Uint32Array(20)
  let sum = 0
  for (let step = 0; step < 10; step++) {
    agent.act(env.observations, 20, actions)
    env.step(actions)
    sum += env.rewards.reduce((total, reward) => total + reward, 0)
  }
  return sum / 200
}

describe.each(algorithms)('$id', ({ create, echoRounds }) => {
  test('learns to echo its observation', async () => {
    const agent = create({ spec, space: echoTask.action, seed: 3 })
    const env = echoEnv(16, 4)
    expect(meanReward(agent)).toBeLessThan(0.5)
    for (let round = 0; round < echoRounds; round++) await agent.learn(env)
    expect(meanReward(agent)).toBeGreaterThan(0.9)
    agent.dispose()
  })

  test.each([
    { task: echoButtons, deviation: null, least: 0.8 },
    // What is left is the spread of its actions.
    { task: echoStick, deviation: 'vector', least: 0.6 },
    { task: echoStick, deviation: 'output', least: 0.6 },
  ] as const)('learns to echo with $task.action.kind actions (σ: $deviation)', async ({ task, deviation, least }) => {
    const size = task.action.labels.length
    const shape = {
      inputs: size,
      hidden: [16],
      activation: 'tanh',
      outputs: deviation === 'output' ? 2 * size : size,
    } as const
    const agent = create({ spec: densePolicy({ ...shape, deviation }), space: task.action, seed: 3 })
    const env = echoEnv(16, 4, task)
    expect(meanReward(agent, task)).toBeLessThan(0.3)
    for (let round = 0; round < echoRounds; round++) await agent.learn(env)
    expect(meanReward(agent, task)).toBeGreaterThan(least)
    agent.dispose()
  })

  test('learns the same from the same seed, and something else from another', async () => {
    const run = async (seed: number): Promise<number[]> => {
      const agent = create({ spec, space: echoTask.action, seed })
      const env = echoEnv(16, 4)
      for (let round = 0; round < 3; round++) await agent.learn(env)
      agent.dispose()
      return Array.from(agent.weights)
    }
    const first = await run(3)
    expect(await run(3)).toEqual(first)
    expect(await run(5)).not.toEqual(first)
  })

  test('leaves no tensor behind', async () => {
    const agent = create({ spec, space: echoTask.action, seed: 3 })
    const env = echoEnv(16, 4)
    await agent.learn(env)
    const before = tf.memory().numTensors
    for (let round = 0; round < 3; round++) await agent.learn(env)
    expect(tf.memory().numTensors).toBe(before)
    agent.dispose()
  })

  test('gives all its tensors back', async () => {
    const before = tf.memory().numTensors
    const agent = create({ spec, space: echoTask.action, seed: 3 })
    await agent.learn(echoEnv(16, 4))
    agent.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  test('goes on from weights that it is given', async () => {
    const agent = create({ spec, space: echoTask.action, seed: 3 })
    const other = create({ spec, space: echoTask.action, seed: 8 })
    other.load(agent.weights)
    expect(other.weights).toEqual(agent.weights)
    for (const each of [agent, other]) each.dispose()
  })
})
