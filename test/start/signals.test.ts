import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from '../../server/store/data-folder.ts'
import { copyNewDatabase } from '../support/database-template.ts'

/** What a real `npm start` leaves behind when one of its processes is ended: nothing. */
const root = fileURLToPath(new URL('../..', import.meta.url))

/** A whole start, which a busy machine takes its time for. */
const START_TIMEOUT = 180_000

let folder = ''
let npm: ChildProcess
let started: number[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-signals-'))
  await copyNewDatabase(join(folder, 'pg'))
})
afterEach(async () => {
  for (const pid of started) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

test.skipIf(process.platform !== 'linux').each([
  ['SIGTERM', 'npm'],
  ['SIGKILL', 'npm'],
  ['SIGKILL', 'server/start.mjs'],
  ['SIGHUP', 'server/start.mjs'],
] as const)(
  'after %s to %s no process is left, and port and data are free',
  { timeout: START_TIMEOUT },
  async (signal, target) => {
    const port = await startByNpm()
    started = descendants(npm.pid ?? 0)
    expect(started.length).toBeGreaterThan(5)
    const victim = target === 'npm' ? npm.pid : started.find((pid) => commandOf(pid).startsWith(`node ${target}`))
    process.kill(victim ?? 0, signal)
    // Processes that are not our own children say their end to nobody: it is looked for.
    while (started.some(isAlive)) await wait(50)
    const again = createServer().listen(port, '127.0.0.1')
    await once(again, 'listening')
    again.close()
    openDataFolder(folder).release()
  },
)

/** Starts it, waits until it is ready, and gives its port. */
async function startByNpm(): Promise<number> {
  npm = spawn('npm', ['start', '--', '--without-pages'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', HOST: '127.0.0.1', PORT: '0', SPARRING_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as in a terminal.
    detached: true,
  })
  let printed = ''
  return new Promise((resolve, reject) => {
    for (const stream of [npm.stdout, npm.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        printed += bytes.toString()
        const port = /is ready at http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1]
        if (port) resolve(Number(port))
      })
    }
    npm.once('exit', () => reject(new Error(`It ended before it was ready:\n${printed}`)))
  })
}

function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .map(Number)
    .filter((number) => number > 0)
    .map((number) => [number, parentOf(number)] as const)
  const below = (of: number): number[] =>
    parents.filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...below(child)])
  return [pid, ...below(pid)]
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

/** A zombie has ended. */
function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`)
  return stat !== '' && stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z'
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
