import { beforeAll, expect, test } from 'vitest'
import { reinforce } from '../../game/learn/algorithms/reinforce.ts'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { houseAgent, testSpec } from '../support/house-agents.ts'
import { sparringHeader } from '../support/sparring-header.ts'

// An algorithm that is in no table but this test's: one file, and nothing else knows of it.
const entry = { ...reinforce, id: 'own' }
const own = { algorithm: { id: 'own', settings: { steps: 32 } }, algorithms: [entry] }

beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

test('an algorithm of a test alone practises in a match, and goes on from weights of the server', async () => {
  const { spec, weights } = await houseAgent('minute')
  const header = sparringHeader(pong, 4)
  const setup = { task: pong, header, seat: 1, observation: 'state', spec, weights, revision: 7, seed: 1 }
  const trainer = new SparringTrainer({ ...setup, ...own, now: () => 0 })
  await trainer.practise()
  expect(trainer.practiceDecisions).toBe(64 * 32)
  expect(trainer.weights).not.toEqual(weights)
  trainer.load(weights, 9)
  expect(trainer.weights).toEqual(weights)
  trainer.dispose()
})

test('it goes to school', async () => {
  const schooling = new Schooling({
    task: pong,
    observation: 'state',
    spec: testSpec,
    seed: 1,
    builtIns: { easy: 2, middle: 2, hard: 2 },
    self: 1,
    past: 4,
    longestReactionTicks: 12,
    rememberEvery: 1,
    ...own,
  })
  const { report } = await schooling.round()
  expect(report.decisions).toBe(12 * 32)
  schooling.dispose()
})
