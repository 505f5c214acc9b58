import * as ort from 'onnxruntime-node'
import { beforeAll, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import type { LogHeader } from '../../game/core/match-log.ts'
import { CloneGhost } from '../../game/learn/sparring/clone-ghost.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { policyOpponent } from '../../game/learn/practice/opponents.ts'
import { createLearner, usualChoice } from '../../game/learn/algorithms/index.ts'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { Forward } from '../../game/nets/forward.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import { initialise } from '../../game/nets/initialise.ts'
import { writeOnnx } from '../../game/nets/onnx.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { echoEnv } from '../support/echo-env.ts'
import { echoTask } from '../support/echo-task.ts'
import { houseAgent, testSpec, testWeights } from '../support/house-agents.ts'

const ECHO: PolicySpec = densePolicy({ inputs: 2, hidden: [16], activation: 'tanh', outputs: 2 })

/** Short enough to read, long enough that no change goes unseen. */
const hashOf = (numbers: ArrayLike<number>): string => hashWeights(Float32Array.from(numbers)).slice(0, 16)

beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

// A change that is not meant to change what plays and learns leaves these numbers alone. Another engine or another TensorFlow.js may move them.

test('fresh weights of a seed are the ones they were', () => {
  expect(hashOf(initialise(testSpec, new SeededChance(1)))).toBe('9c89f993441ba78f')
})

test('a network puts out the bits it did', () => {
  const chance = new SeededChance(2)
  const rows = 13
  const forward = new Forward(testSpec, testWeights(1))
  const observations = Float32Array.from({ length: rows * 8 }, () => 2 * chance.uniform() - 1)
  const [outputs, values] = [new Float32Array(rows * 3), new Float32Array(rows)]
  forward.outputs(observations, rows, outputs)
  forward.values(observations, rows, values)
  expect([hashOf(outputs), hashOf(values)]).toEqual(['8a0621b1c8a3f7ef', 'c3743cf6657216d0'])
})

test('ONNX Runtime gives the numbers it did', async () => {
  const session = await ort.InferenceSession.create(writeOnnx(testSpec, testWeights(1)), { intraOpNumThreads: 1 })
  const observation = Float32Array.from({ length: 8 }, (_, i) => Math.sin(i + 1))
  const out = await session.run({ observation: new ort.Tensor('float32', observation, [1, 8]) })
  const numbers = session.outputNames.flatMap((name) => Array.from(out[name]!.data as Float32Array))
  await session.release()
  expect(numbers).toEqual([0.406193, 0.313146, -0.212822, -0.123813].map((value) => expect.closeTo(value, 5)))
})

test('house agents are the ones they were, and draw the thousand actions they did', async () => {
  const hashes: string[] = []
  for (const id of ['best', 'minute', 'newborn']) {
    const { hash, spec, weights } = await houseAgent(id)
    const forward = new Forward(spec, weights)
    const player = policyOpponent(() => forward, new SeededChance(3))
    const env = new VectorEnv({ task: pong, observation: 'state', environments: 10, seed: 4 })
    const all = Array.from({ length: 10 }, (_, e) => e)
    const drawn: number[] = []
    const actions = new Uint32Array(20)
    for (let step = 0; step < 50; step++) {
      for (const seat of [0, 1]) player.decide(env, all, new Uint8Array(10).fill(seat), actions)
      drawn.push(...actions)
      env.step(actions)
    }
    hashes.push(`${id} ${hash.slice(0, 16)} ${hashOf(drawn)}`)
  }
  expect(hashes).toEqual([
    'best 5f4066ec6000004d 951d96300d673cc0',
    'minute 1e0252d363794d60 f4a1ca582927a46c',
    'newborn a67c3fbd32507023 29495e1e3366492e',
  ])
})

test('PPO learns the weights it did, acts as it did and reports the figures it did', async () => {
  const settings = { steps: 32, minibatchSize: 128, learningRate: 3e-3 }
  const ppo = createLearner({ id: 'ppo', settings }, { spec: ECHO, space: echoTask.action, seed: 3 })
  const env = echoEnv(16, 4)
  const figures: number[] = []
  for (let round = 0; round < 10; round++) figures.push(...Object.values(await ppo.learn(env)))
  const actions = new Uint32Array(1000)
  ppo.act(new Float32Array(2000).fill(0.5), 1000, actions)
  expect([hashOf(ppo.weights), hashOf(actions), hashOf(figures)]).toEqual([
    '35ff7e1ee1542a69',
    '365f7c9e5cecbfd7',
    'd135b347796a0757',
  ])
  ppo.dispose()
})

test('Pong is learned along the curve it was', async () => {
  const schooling = new Schooling({
    task: pong,
    observation: 'state',
    spec: testSpec,
    seed: 1,
    builtIns: { easy: 2, middle: 2, hard: 4 },
    self: 2,
    past: 4,
    longestReactionTicks: 12,
    rememberEvery: 1,
    algorithm: { id: 'ppo', settings: { steps: 32, minibatchSize: 128, epochs: 2 } },
  })
  const figures: number[] = []
  for (let round = 0; round < 6; round++) {
    const { report, points } = await schooling.round()
    figures.push(...Object.values(report), ...[...points.values()].flatMap(({ won, lost }) => [won, lost]))
  }
  const { pointsWon, pointsLost, decisions } = await schooling.examine('middle', {
    games: 4,
    options: { target: 3 },
    seed: 5,
  })
  expect([hashOf(schooling.learner.weights), hashOf(figures), pointsWon, pointsLost, decisions]).toEqual([
    'ba9828a72b443f5d',
    '344af42a653fdeb8',
    0,
    12,
    631,
  ])
  schooling.dispose()
})

test('the ghost is fitted to the bits it was', async () => {
  const chance = new SeededChance(1)
  const ghost = new CloneGhost(pong, 'state', chance)
  await ghost.fit()
  for (let rally = 0; rally < 2; rally++) {
    for (let i = 0; i < 100; i++) {
      const view = Float32Array.from({ length: 8 }, () => 2 * chance.uniform() - 1)
      ghost.studyMove(view, view[7]! > 0.1 ? 1 : 2)
    }
    await ghost.fit()
  }
  const outputs = new Float32Array(300)
  ghost.forward.outputs(
    Float32Array.from({ length: 800 }, () => 2 * chance.uniform() - 1),
    100,
    outputs,
  )
  expect(hashOf(outputs)).toBe('8effabe4b2c3a43b')
  expect(ghost.foresight).toMatchObject({ error: 36.5, stranger: 70 })
})

test.each([
  ['tensors', 'a920d69857694bec'],
  ['vectors', '71cf1e2335196c77'],
] as const)('a partner practises in a match along the curve it did, on %s', async (gradients, expected) => {
  const { spec, weights, reactionTicks } = await houseAgent('minute')
  const agent = { kind: 'agent', id: 'agent', name: 'Agent', brain: 'policy', reactionTicks } as const
  const header: LogHeader = {
    match: 'test',
    task: pong.id,
    version: pong.version,
    options: { target: 5 },
    seats: [
      { kind: 'human', id: 'person', name: 'Person' },
      { ...agent, decisionPeriod: pong.decisionPeriod, actionLatency: pong.actionLatency },
    ],
    startedAt: 0,
  }
  const middle = pong.builtIns[1]!.create()
  const seats = [
    { reactionTicks: 0, decide: (state: Float64Array, seat: number) => middle.decide(state, seat) },
    { reactionTicks: 0, decide: () => 0 },
  ]
  const match = new HeadlessMatch(pong, header, seats, new SeededChance(6))
  const setup = { task: pong, header, seat: 1, observation: 'state', spec, weights, revision: 7, seed: 1 }
  const algorithm = usualChoice('sparring', gradients)
  const trainer = new SparringTrainer({ ...setup, algorithm, now: () => 0 })
  match.play(900)
  const { base, toTick, bytes } = match.slice()
  trainer.watch(base, toTick, bytes)
  for (let round = 0; round < 3; round++) await trainer.practise()
  expect([hashOf(trainer.weights), trainer.practicePoints, trainer.ghost!.studied]).toEqual([expected, 44, 226])
  trainer.dispose()
})
