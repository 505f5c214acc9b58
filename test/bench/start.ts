import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { descendantsOf } from '../support/process-tree.ts'

export const needsPages = true

const root = fileURLToPath(new URL('../..', import.meta.url))

/** How long `npm start` takes until a page can be opened, with everything prepared. `first_start_s`: on an empty data folder;
 *  `second_start_s`: on its own of before, median of `starts` (5). `processes`: those that are left running, the starter among them; a
 *  compiler's would be one too many. `stop_s`: median. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'sparring-start-bench-'))
  try {
    const first = await startOnce(folder)
    const starts = []
    for (let i = 0; i < Number(options['starts'] ?? 5); i++) starts.push(await startOnce(folder))
    return {
      first_start_s: first.start,
      second_start_s: median(starts.map(({ start }) => start)),
      stop_s: median(starts.map(({ stop }) => stop)),
      processes: Math.max(...starts.map(({ processes }) => processes)),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Start {
  /** Seconds from the command to the line that says it is ready, and from SIGTERM to its end. */
  start: number
  stop: number
  processes: number
}

async function startOnce(dataFolder: string): Promise<Start> {
  const began = performance.now()
  const starter = spawn(process.execPath, ['server/start.mjs'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', HOST: '127.0.0.1', PORT: '0', SPARRING_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await untilReady(starter)
  const start = (performance.now() - began) / 1000
  const processes = 1 + descendantsOf(starter.pid ?? 0).length
  const asked = performance.now()
  const gone = once(starter, 'exit')
  starter.kill('SIGTERM')
  await gone
  return { start, stop: (performance.now() - asked) / 1000, processes }
}

async function untilReady(starter: ChildProcess): Promise<void> {
  let printed = ''
  for await (const bytes of starter.stdout!.iterator({ destroyOnReturn: false })) {
    printed += String(bytes)
    if (printed.includes('is ready at')) return void starter.stdout!.resume()
  }
  throw new Error(`It ended before it was ready:\n${printed}`)
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
