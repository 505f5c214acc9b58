import { parentPort } from 'node:worker_threads'
import { PolicyRunner } from './policy-runner.ts'
import type { Answers, FromWorker, ToWorker } from './worker-messages.ts'

/** The thread that runs policies. See `worker-messages.ts`. */
const runner = new PolicyRunner()
let turn: Promise<void> = Promise.resolve()

parentPort?.on('message', (message: ToWorker) => {
  turn = turn.then(() => handle(message))
})

async function handle(message: ToWorker): Promise<void> {
  if (message.kind === 'end') return parentPort?.close()
  if (message.kind === 'drop') return runner.drop(message.key)
  if (message.kind === 'load') {
    const { key, policy } = message
    try {
      await runner.load(key, policy)
      post({ kind: 'loaded', key })
    } catch (error) {
      post({ kind: 'unfit', key, message: error instanceof Error ? error.message : String(error) })
    }
    return
  }
  const groups: (Answers | null)[] = []
  for (const group of message.groups) groups.push(await runner.decide(group).catch(() => null))
  const buffers = groups.flatMap((group) =>
    group ? [group.codes, group.outputs, group.values].flatMap((numbers) => (numbers ? [numbers.buffer] : [])) : [],
  )
  post({ kind: 'decided', id: message.id, groups }, buffers)
}

function post(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}
