import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyNewDatabase } from './database-template.ts'
import { freePort } from './free-port.ts'
import { descendantsOf, type RunningProcess } from './process-tree.ts'

/** The processes of a running Sparring, as this test names them. */
export type Part = 'game' | 'web' | 'jobs' | 'database'

const root = fileURLToPath(new URL('../..', import.meta.url))
const SCRIPTS: Record<Part, string> = {
  game: 'server/built/main.mjs',
  web: 'server/built/web.mjs',
  jobs: 'server/built/jobs.mjs',
  database: 'server/built/database.mjs',
}

/** Sparring as `npm start` runs it, starter and all, for tests that kill its processes. Takes what stands in X-Forwarded-For for the
 *  address of a person, as behind a reverse proxy on the same machine. */
export class WholeSparring {
  private starter: ChildProcess | null = null
  private printed = ''
  private timesReady = 0

  private constructor(
    readonly port: number,
    readonly dataFolder: string,
    private readonly env: Record<string, string>,
  ) {}

  /** On a data folder that is new, but for its embedded database: that was made before. */
  static async start(env: Record<string, string> = {}): Promise<WholeSparring> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'sparring-whole-'))
    await copyNewDatabase(join(dataFolder, 'pg'))
    return WholeSparring.startOn(dataFolder, env)
  }

  static async startOn(dataFolder: string, env: Record<string, string> = {}): Promise<WholeSparring> {
    const sparring = new WholeSparring(await freePort(), dataFolder, env)
    await sparring.launch()
    return sparring
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Starts it on the same data and port; resolves when a page can be opened. */
  async launch(): Promise<void> {
    const ready = this.timesReady
    const starter = spawn(process.execPath, ['server/start.mjs', '--without-pages'], {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: '',
        HOST: '127.0.0.1',
        PUBLIC_URL: 'https://sparring.test',
        ...this.env,
        PORT: `${this.port}`,
        SPARRING_DATA: this.dataFolder,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.starter = starter
    for (const stream of [starter.stdout, starter.stderr])
      stream.on('data', (bytes: Buffer) => this.read(String(bytes)))
    await this.untilReady(ready + 1)
  }

  /** How often it has said that it is ready. */
  get readyCount(): number {
    return this.timesReady
  }

  /** Resolves when it has said so often that it is ready. Throws what it printed where its starter ends before. */
  async untilReady(times: number): Promise<void> {
    const { starter } = this
    while (this.timesReady < times) {
      if (!starter || starter.exitCode !== null || starter.signalCode !== null)
        throw new Error(`Sparring ended. It printed:\n${this.printed}`)
      await Promise.race([once(starter.stdout!, 'data'), once(starter, 'exit')])
    }
  }

  /** What every process under the starter runs. */
  commands(): string[] {
    return this.descendants().map(({ args }) => args)
  }

  /** The number of a process that runs now. Throws where it does not. */
  pidOf(part: Part): number {
    const pid = this.pids().get(part)
    if (pid === undefined) throw new Error(`The ${part} process does not run`)
    return pid
  }

  kill(part: Part): void {
    process.kill(this.pidOf(part), 'SIGKILL')
  }

  /** Kills every process in one moment, the starter first. */
  killAll(): void {
    const pids = [...this.pids().values()]
    this.starter?.kill('SIGKILL')
    for (const pid of pids) process.kill(pid, 'SIGKILL')
  }

  /** Asks it to stop as a service manager does; gives the starter's exit code. */
  async terminate(): Promise<number | null> {
    const { starter } = this
    if (!starter || starter.exitCode !== null || starter.signalCode !== null) return starter?.exitCode ?? null
    const gone = once(starter, 'exit')
    starter.kill('SIGTERM')
    await gone
    return starter.exitCode
  }

  async close(): Promise<void> {
    await this.terminate()
    await rm(this.dataFolder, { recursive: true, force: true })
  }

  private read(text: string): void {
    this.printed = (this.printed + text).slice(-20_000)
    this.timesReady += text.match(/Sparring is ready at/g)?.length ?? 0
  }

  /** The processes under the starter, by what they run. */
  private pids(): Map<Part, number> {
    const found = new Map<Part, number>()
    for (const { pid, args } of this.descendants()) {
      const part = (Object.keys(SCRIPTS) as Part[]).find((name) => args.includes(SCRIPTS[name]))
      if (part) found.set(part, pid)
    }
    return found
  }

  private descendants(): RunningProcess[] {
    return this.starter?.pid === undefined ? [] : descendantsOf(this.starter.pid)
  }
}
