/// The trainer: a module worker that learns from one match while it is played. See trainer-protocol.ts for what it is told and tells.
import { hasVectorPolicy } from '../../game/nets/simd/vector-policy.ts'
import type { BackendName } from '../../game/nets/tfjs/start-backend.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'
import { taskById } from '../../game/tasks/index.ts'
import { browserBackends, browserWasmFiles } from './browser-backends.ts'
import { chooseBackend, type BackendChoice } from './choose-backend.ts'
import type { TrainerBackend } from './trainer-backend.ts'
import type { TrainerCommand } from './trainer-protocol.ts'
import { TrainerSession } from './trainer-session.ts'

/** One thread: networks this small gain nothing from more, and lose much while the match needs the other cores. */
const options = { wasmFiles: browserWasmFiles, threads: 1 }
const start = async (backend: BackendName): Promise<void> => {
  const { startBackend } = await import('../../game/nets/tfjs/start-backend.ts')
  await startBackend(backend, options)
}

const started = async (backend: TrainerBackend, spec: PolicySpec): Promise<BackendChoice> => {
  if (backend !== 'vectors') await start(backend)
  else if (!hasVectorPolicy(spec)) throw new Error('Vectors cannot compute this network, or not in this browser.')
  return { backend, measured: {}, imprecise: [] }
}

const channel = new MessageChannel()
/** Lets messages in without the four milliseconds that a nested timer waits. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    channel.port1.addEventListener('message', () => resolve(), { once: true })
    channel.port2.postMessage(null)
  })
channel.port1.start()

const session = new TrainerSession({
  send: (event, transfer = []) => postMessage(event, { transfer }),
  now: () => performance.now(),
  // crypto.getRandomValues exists on plain http too.
  seed: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
  breathe,
  async startBackend({ spec, header, backend, remembered }) {
    if (backend) return started(backend, spec)
    let candidates = await browserBackends(spec)
    if (remembered && candidates.includes(remembered)) {
      try {
        return await started(remembered, spec)
      } catch {
        // What was remembered works no more: measure again.
        candidates = candidates.filter((candidate) => candidate !== remembered)
      }
    }
    return chooseBackend({ candidates, start, now: () => performance.now(), spec, space: taskById(header.task).action })
  },
})

addEventListener('message', (event: MessageEvent<TrainerCommand>) => session.receive(event.data))
