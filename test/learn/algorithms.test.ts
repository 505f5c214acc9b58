import { beforeAll, expect, test } from 'vitest'
import {
  algorithms,
  createLearner,
  schoolSettings,
  usualChoices,
  type AlgorithmChoice,
} from '../../game/learn/algorithms/index.ts'
import { discrete } from '../../game/core/spaces.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { describeAlgorithm } from '../support/algorithm-conformance.ts'
import { testSpec } from '../support/house-agents.ts'

beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

for (const entry of algorithms) {
  describeAlgorithm(entry)
  // What computes its gradients is a setting where there is a choice: all of them must learn.
  const { gradients } = entry.fields
  const others = gradients?.kind === 'choice' ? Object.keys(gradients.choices) : []
  for (const other of others.filter((name) => name !== gradients!.default)) {
    const { settings, rounds } = entry.small
    describeAlgorithm({ ...entry, small: { settings: { ...settings, gradients: other }, rounds } })
  }
}

test('what is usual is in the table, with settings of its own, and school may change some of them while it lasts', () => {
  const setup = { spec: testSpec, space: discrete(['stay', 'up', 'down']), seed: 1 }
  for (const choice of Object.values<AlgorithmChoice>(usualChoices)) createLearner(choice, setup).dispose()
  const learner = createLearner(usualChoices.school, setup)
  for (const left of [1, 0]) expect(() => learner.configure(schoolSettings(left))).not.toThrow()
  learner.dispose()
})
