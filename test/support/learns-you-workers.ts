import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Cell, CellResult } from './learns-you-cell.ts'

const SCRIPT = fileURLToPath(new URL('learns-you-worker.ts', import.meta.url))

/** Measures cells in so many child processes, each one at a time, in order. done: called with each result as it comes. Rejects, and ends them,
 *  where one fails. */
export async function measureInParallel(
  cells: readonly Cell[],
  workers: number,
  done: (result: CellResult) => void | Promise<void>,
): Promise<void> {
  const waiting = [...cells]
  const children = Array.from({ length: Math.min(workers, cells.length) }, () =>
    fork(SCRIPT, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 2, 2, 'ipc'] }),
  )
  try {
    await Promise.all(
      children.map(async (child) => {
        const ended = once(child, 'exit').then(([code]): never => {
          throw new Error(`A process that measures ended with ${String(code)}`)
        })
        // It ends at last, when nobody waits for it.
        ended.catch(() => undefined)
        for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
          const answer = once(child, 'message')
          child.send(cell)
          const [{ result, failed }] = (await Promise.race([answer, ended])) as [
            { result?: CellResult; failed?: string },
          ]
          if (!result) throw new Error(failed)
          await done(result)
        }
      }),
    )
  } finally {
    for (const child of children) child.kill()
  }
}
