import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalLine } from '../base/jobs-protocol.ts'

/** The journal: finished matches on disk before anyone is told, until the database has them. A folder of files of one JSON line a match.
 *  The one writer (the game process) writes a file under another name, syncs it, gives it its name, and never touches it again; so a
 *  reader (jobs) sees only what was promised, and may delete a file once all of it is recorded. A line read twice is no harm, because a
 *  match is recorded under its unique id. Beside the files: `rejected/`, lines that could not be recorded, and `again/`, those of them
 *  that are to be tried again. */
const SUFFIX = '.jsonl'
const UNFINISHED = '.new'
const REJECTED = 'rejected'
const AGAIN = 'again'
/** Below so many free bytes no match is begun whose result may then not fit. */
const LEAST_FREE = 16_000_000

/** What the writer needs of the file system; handed in for tests. */
export interface JournalDisk {
  open: typeof open
  /** Bytes that may still be written. */
  free: (folder: string) => Promise<number>
}

const systemDisk: JournalDisk = {
  open,
  free: async (folder) => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
}

export interface JournalHealth {
  /** Whether the last write or look found that results can be kept. */
  well: boolean
  /** Results that could not be kept since the start. */
  lost: number
}

/** The writing end. */
export class JournalWriter {
  private waiting: { text: string; resolve: () => void; reject: (error: unknown) => void }[] = []
  private writing: Promise<void> | null = null
  private last: bigint | null = null
  private failed = false
  private looking: Promise<boolean> | null = null
  private readonly state: JournalHealth = { well: true, lost: 0 }

  /** now: a clock in ms since 1970, for the names of files. */
  constructor(
    private readonly folder: string,
    private readonly now: () => number,
    private readonly disk = systemDisk,
  ) {}

  get health(): Readonly<JournalHealth> {
    return this.state
  }

  /** Writes a line; resolves when the disk has it. Lines that come while the disk is busy are synced together. Rejects where the disk
   *  refuses, and the line is then read by nobody. */
  append(line: JournalLine): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ text: `${JSON.stringify(line)}\n`, resolve, reject })
      this.writing ??= this.writeAll()
    })
  }

  /** Whether a result could be kept, by the last write or look at the disk. */
  get canKeep(): boolean {
    return this.state.well
  }

  /** Looks whether a result could be kept: there is room, and after a failed write a trial succeeds. Never rejects. */
  checkDisk(): Promise<boolean> {
    this.looking ??= this.checkDiskNow().then((well) => {
      this.looking = null
      return (this.state.well = well && !this.failed)
    })
    return this.looking
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.writing
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting
      this.waiting = []
      try {
        await this.write(batch.map(({ text }) => text).join(''))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        this.failed = true
        this.state.well = false
        this.state.lost += batch.length
        for (const { reject } of batch) reject(error)
      }
    }
    // In the same turn as the last look at what waits, so that no line is left between the two.
    this.writing = null
  }

  private async write(text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const name = await this.nextName()
    const file = join(this.folder, name + SUFFIX)
    await this.writeSynced(file + UNFINISHED, text)
    await rename(file + UNFINISHED, file)
    await syncFolder(this.folder)
  }

  /** A new file with its content on the disk, or none. */
  private async writeSynced(file: string, text: string): Promise<void> {
    try {
      const handle = await this.disk.open(file, 'wx', 0o600)
      try {
        await handle.writeFile(text)
        await handle.sync()
      } finally {
        await handle.close()
      }
    } catch (error) {
      await rm(file, { force: true }).catch(() => {})
      throw error
    }
  }

  /** Names grow in the order of writing, also where a clock was ahead once: the time, or one more than the last name. */
  private async nextName(): Promise<string> {
    this.last ??= await this.begin()
    const stamp = BigInt(new Date(this.now()).toISOString().replace(/\D/g, ''))
    this.last = stamp > this.last ? stamp : this.last + 1n
    return `${String(this.last).padStart(17, '0')}-${randomBytes(4).toString('hex')}`
  }

  /** The largest name there is. What an earlier writer did not finish was promised to nobody. */
  private async begin(): Promise<bigint> {
    let largest = 0n
    for (const name of await readdir(this.folder)) {
      if (name.endsWith(UNFINISHED)) await rm(join(this.folder, name), { force: true })
      else if (name.endsWith(SUFFIX)) {
        const number = BigInt(/^\d+/.exec(name)?.[0] ?? 0)
        if (number > largest) largest = number
      }
    }
    return largest
  }

  private async checkDiskNow(): Promise<boolean> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
      if ((await this.disk.free(this.folder)) < LEAST_FREE) return false
      if (!this.failed) return true
      // A quota or a broken disk does not show in the free space.
      const file = join(this.folder, `probe${UNFINISHED}`)
      await rm(file, { force: true })
      await this.writeSynced(file, ' '.repeat(100_000))
      await rm(file, { force: true })
      this.failed = false
      return true
    } catch {
      return false
    }
  }
}

/** One line as it was found. */
export interface JournalText {
  file: string
  text: string
  /** Cut off: written by an earlier version, whose process died in the middle. Nobody was told of this match. */
  torn: boolean
}

type Take = (line: JournalText) => Promise<boolean>

/** The reading end. */
export class JournalReader {
  /** Bytes of each file that are done with. */
  private readonly done = new Map<string, number>()

  constructor(private readonly folder: string) {}

  /** Gives every line to `take`, oldest first, after those that are to be tried again; stops where it returns false, and begins there the
   *  next time. A file whose lines are all taken is deleted. Returns whether it came to the end. */
  async readLines(take: Take): Promise<boolean> {
    for (const file of await this.files()) {
      if (!(await this.readOne(file, take))) return false
      await rm(join(this.folder, file), { force: true })
      this.done.delete(file)
    }
    return true
  }

  /** How many lines are not done with. */
  async count(): Promise<number> {
    let lines = 0
    for (const file of await this.files()) {
      const bytes = (await this.bytesOf(file)).subarray(this.done.get(file) ?? 0)
      for (const byte of bytes) if (byte === NEWLINE) lines++
    }
    return lines
  }

  /** How many lines are set aside. */
  async rejected(): Promise<number> {
    return (await namesIn(join(this.folder, REJECTED))).length
  }

  /** Sets a line aside that cannot be recorded, for a person to look at: `rejected/HASH.jsonl` in the folder. */
  async reject(text: string): Promise<string> {
    const folder = join(this.folder, REJECTED)
    await mkdir(folder, { recursive: true })
    const file = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}${SUFFIX}`)
    // On the disk before the line's own file is deleted.
    await writeFile(file, `${text}\n`, { flush: true })
    return file
  }

  private async readOne(file: string, take: Take): Promise<boolean> {
    const bytes = await this.bytesOf(file)
    let start = this.done.get(file) ?? 0
    for (let end = bytes.indexOf(NEWLINE, start); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      if (!(await take({ file, text: bytes.toString('utf8', start, end), torn: false }))) return false
      start = end + 1
      this.done.set(file, start)
    }
    if (start >= bytes.length) return true
    return take({ file, text: bytes.toString('utf8', start), torn: !file.startsWith(AGAIN) })
  }

  /** Another reader, which ends just now, may have deleted the file since it was listed. */
  private bytesOf(file: string): Promise<Buffer> {
    return readFile(join(this.folder, file)).catch((error: unknown) => {
      if (isMissing(error)) return Buffer.alloc(0)
      throw error
    })
  }

  private async files(): Promise<string[]> {
    const again = (await namesIn(join(this.folder, AGAIN))).map((name) => join(AGAIN, name))
    return [...again, ...(await namesIn(this.folder))]
  }
}

/** Lets all lines that were set aside be tried again, by the jobs process that runs or the next one. Returns how many. */
export async function retryRejected(folder: string): Promise<number> {
  const from = join(folder, REJECTED)
  const names = await namesIn(from)
  if (names.length > 0) await mkdir(join(folder, AGAIN), { recursive: true })
  for (const name of names) await rename(join(from, name), join(folder, AGAIN, name))
  return names.length
}

const NEWLINE = 10

/** The journal files in a folder, by age; none where there is no folder. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return names.filter((name) => name.endsWith(SUFFIX) || name.endsWith('.json')).sort()
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Makes a new file's name last; not every system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
