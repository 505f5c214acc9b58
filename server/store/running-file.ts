import { mkdirSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Logger } from '../base/logger.ts'
import type { RunningMatches } from '../base/running-matches.ts'
import type { Millis, Timers } from '../base/time.ts'

/** Changes that come together are written together. */
const LAZY: Millis = 200
/** Matches of processes that died, remembered for those who come back late. */
const MOST_DEAD = 4_000

const ID = /^[0-9a-f]{32}$/

/** A file with the ids of the matches that are being played, one a line. It survives the process, not the machine: it is not synced. */
export class RunningFile implements RunningMatches {
  private readonly dead: ReadonlySet<string>
  private readonly running = new Set<string>()
  private writing: Promise<void> | null = null
  private cancel: (() => void) | null = null

  /** Reads what the process before left. */
  constructor(private readonly deps: { file: string; timers: Timers; log: Logger }) {
    mkdirSync(dirname(deps.file), { recursive: true })
    this.dead = new Set(readIds(deps.file).slice(-MOST_DEAD))
    this.later()
  }

  diedWith(match: string): boolean {
    return this.dead.has(match) && !this.running.has(match)
  }

  opened(match: string): void {
    this.running.add(match)
    this.later()
  }

  ended(match: string): void {
    if (this.running.delete(match)) this.later()
  }

  /** Resolves when the file says what is so. */
  async flush(): Promise<void> {
    this.cancel?.()
    this.cancel = null
    await this.writing
    await this.write()
  }

  private later(): void {
    this.cancel ??= this.deps.timers.after(LAZY, () => {
      this.cancel = null
      // One after the other: a change during a write is written after it.
      if (this.writing) this.later()
      else this.writing = this.write().finally(() => (this.writing = null))
    })
  }

  private async write(): Promise<void> {
    const { file, log } = this.deps
    try {
      await writeFile(`${file}.new`, [...this.running].map((id) => `${id}\n`).join(''), { mode: 0o600 })
      await rename(`${file}.new`, file)
    } catch (err) {
      log.warn({ err }, 'Which matches are being played could not be noted')
    }
  }
}

/** The ids that the file holds; none where it cannot be read. */
function readIds(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => ID.test(line))
  } catch {
    return []
  }
}
