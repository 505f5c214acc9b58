import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtFolder, programArguments } from './built-program.ts'
import { copyNewDatabase } from './database-template.ts'

/** A whole Sparring of a test's own: its processes, its data folder, its embedded database, the pages as they were last built. */
export interface TestServer {
  /** Such as `http://127.0.0.1:40123`; stays the same over restarts. */
  origin: string
  dataFolder: string
  /** The game process's number. */
  pid: number
  /** Stops it as SIGTERM does, and starts it again on the same data and port. */
  restart(): Promise<void>
  /** Kills the game process as a crash does, and starts it again on the same data and port. */
  crash(): Promise<void>
  /** Stops it and removes its data. */
  close(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const START_MS = 180_000

/** Starts Sparring on a free port of 127.0.0.1. Throws what it printed when it does not start. */
export async function startServer(env: Record<string, string> = {}): Promise<TestServer> {
  const dataFolder = env.SPARRING_DATA ?? (await mkdtemp(join(tmpdir(), 'sparring-test-')))
  if (!env.SPARRING_DATA && !env.DATABASE_URL) await copyNewDatabase(join(dataFolder, 'pg'))
  let game = await launch({ ...env, SPARRING_DATA: dataFolder, PORT: env.PORT ?? '0' })
  const { port } = new URL(game.address)
  return {
    origin: `http://127.0.0.1:${port}`,
    dataFolder,
    get pid() {
      return game.process.pid ?? 0
    },
    async restart() {
      await stop(game.process)
      game = await launch({ ...env, SPARRING_DATA: dataFolder, PORT: port })
    },
    async crash() {
      await stop(game.process, 'SIGKILL')
      game = await launch({ ...env, SPARRING_DATA: dataFolder, PORT: port })
    },
    async close() {
      await stop(game.process)
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

interface Launched {
  process: ChildProcess
  address: string
}

async function launch(env: Record<string, string>): Promise<Launched> {
  const process_ = spawn(process.execPath, await programArguments('main'), {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: '',
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      GRACE_SECONDS: '0',
      SPARRING_BUILT: await builtFolder(),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let printed = ''
  for (const stream of [process_.stdout, process_.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      printed = (printed + bytes.toString()).slice(-10_000)
    })
  }
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`Sparring ${why}. It printed:\n${printed}`))
    const timer = setTimeout(() => {
      process_.kill('SIGKILL')
      fail(`was not ready within ${START_MS} ms`)
    }, START_MS)
    process_.once('exit', (code) => {
      clearTimeout(timer)
      fail(`ended with code ${code} before it was ready`)
    })
    process_.on('message', (message: unknown) => {
      if (typeof message !== 'object' || message === null || !('ready' in message) || !('address' in message)) return
      clearTimeout(timer)
      resolve({ process: process_, address: String(message.address) })
    })
  })
}

function stop(game: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (game.exitCode !== null || game.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    game.once('exit', () => resolve())
    game.kill(signal)
  })
}
