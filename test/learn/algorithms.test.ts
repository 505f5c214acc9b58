import { beforeAll } from 'vitest'
import { algorithms } from '../../game/learn/algorithms/index.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { describeAlgorithm } from '../support/algorithm-conformance.ts'

beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

for (const entry of algorithms) describeAlgorithm(entry)
