import { beforeAll } from 'vitest'
import { algorithms } from '../../game/learn/algorithms/index.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { describeAlgorithm } from '../support/algorithm-conformance.ts'

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
