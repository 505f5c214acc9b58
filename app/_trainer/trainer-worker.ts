/// The trainer: a module worker that learns from one match while it is played. See trainer-protocol.ts for what it is told and tells.
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import type { BackendName } from '../../game/nets/tfjs/start-backend.ts'
import { taskById } from '../../game/tasks/index.ts'
import { browserBackends, browserWasmFiles } from './browser-backends.ts'
import { chooseBackend } from './choose-backend.ts'
import type { TrainerCommand } from './trainer-protocol.ts'
import { TrainerSession } from './trainer-session.ts'

/** One thread: networks this small gain nothing from more, and lose much while the match needs the other cores. */
const options = { wasmFiles: browserWasmFiles, threads: 1 }
const start = (backend: BackendName): Promise<void> => startBackend(backend, options)

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
  async startBackend(forced, { spec, header, backend, remembered }) {
    if (forced) {
      try {
        await start(forced)
        return { backend: forced, measured: {}, imprecise: [] }
      } catch (error) {
        if (backend) throw error
        // What was remembered works no more: measure again.
      }
    }
    const candidates = (await browserBackends()).filter((candidate) => candidate !== remembered || !forced)
    return chooseBackend({ candidates, start, now: () => performance.now(), spec, space: taskById(header.task).action })
  },
})

addEventListener('message', (event: MessageEvent<TrainerCommand>) => session.receive(event.data))
