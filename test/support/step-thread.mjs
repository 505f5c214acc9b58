import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

// What a worker of a browser knows.
globalThis.addEventListener = parentPort.addEventListener.bind(parentPort)
globalThis.postMessage = parentPort.postMessage.bind(parentPort)
// A thread does not inherit how its process reads TypeScript.
register()
await import('../../game/learn/practice/step-worker.ts')
