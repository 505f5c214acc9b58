import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalLine } from '../jobs/protocol.ts'

/** The journal: finished matches on disk before anyone is told, until the database has them. A folder of files of one JSON line a match,
 *  named so that they sort by age. One writer (the game process) begins a new file at its start and after LINES_A_FILE lines, and never
 *  touches an older one; one reader (jobs) deletes a file once all of it is recorded and a newer one exists. A line read twice is no
 *  harm, because a match is recorded under its unique id. */
const LINES_A_FILE = 200
const SUFFIX = '.jsonl'

/** The writing end. */
export class JournalWriter {
  private file: FileHandle | null = null
  private lines = 0
  private waiting: { text: string; resolve: () => void; reject: (error: unknown) => void }[] = []
  private writing: Promise<void> | null = null

  /** now: a clock in ms since 1970, for the names of files. */
  constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  /** Writes a line; resolves when the disk has it. Lines that come while the disk is busy are synced together. */
  append(line: JournalLine): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ text: `${JSON.stringify(line)}\n`, resolve, reject })
      this.writing ??= this.writeAll()
    })
  }

  /** Waits for what is being written, and closes. */
  async close(): Promise<void> {
    await this.writing
    await this.file?.close()
    this.file = null
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting
      this.waiting = []
      try {
        const file = (this.file ??= await this.newFile())
        await file.appendFile(batch.map(({ text }) => text).join(''))
        await file.datasync()
        this.lines += batch.length
        for (const { resolve } of batch) resolve()
        if (this.lines >= LINES_A_FILE) await this.leaveFile()
      } catch (error) {
        for (const { reject } of batch) reject(error)
        // Half a line may have been written: the next one goes into a file of its own.
        await this.leaveFile().catch(() => {})
      }
    }
    // In the same turn as the last look at what waits, so that no line is left between the two.
    this.writing = null
  }

  private async newFile(): Promise<FileHandle> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const stamp = new Date(this.now()).toISOString().replace(/\D/g, '')
    const file = await open(join(this.folder, `${stamp}-${randomBytes(4).toString('hex')}${SUFFIX}`), 'ax', 0o600)
    await syncFolder(this.folder)
    return file
  }

  private async leaveFile(): Promise<void> {
    const file = this.file
    this.file = null
    this.lines = 0
    await file?.close()
  }
}

/** One line as it was found. */
export interface JournalText {
  file: string
  text: string
  /** Cut off by a crash while it was written: nobody was told of this match. */
  torn: boolean
}

/** The reading end. */
export class JournalReader {
  /** Bytes of each file that are done with. */
  private readonly done = new Map<string, number>()

  constructor(private readonly folder: string) {}

  /** Gives every new line to `take`, oldest first; stops where it returns false, and begins there the next time. Returns whether it came
   *  to the end. */
  async read(take: (line: JournalText) => Promise<boolean>): Promise<boolean> {
    const files = await this.files()
    for (const [index, file] of files.entries()) {
      const newest = index === files.length - 1
      if (!(await this.readOne(file, newest, take))) return false
      if (!newest) await this.forget(file)
    }
    return true
  }

  /** How many lines are not done with. */
  async count(): Promise<number> {
    let lines = 0
    for (const file of await this.files()) {
      const bytes = (await readFile(join(this.folder, file))).subarray(this.done.get(file) ?? 0)
      for (const byte of bytes) if (byte === NEWLINE) lines++
    }
    return lines
  }

  /** Sets a line aside that can never be recorded, for a person to look at: `rejected/HASH.json` in the folder. */
  async reject(text: string): Promise<string> {
    const folder = join(this.folder, 'rejected')
    await mkdir(folder, { recursive: true })
    const file = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json`)
    await writeFile(file, text)
    return file
  }

  private async readOne(
    file: string,
    newest: boolean,
    take: (line: JournalText) => Promise<boolean>,
  ): Promise<boolean> {
    const bytes = await readFile(join(this.folder, file))
    let start = this.done.get(file) ?? 0
    for (let end = bytes.indexOf(NEWLINE, start); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      if (!(await take({ file, text: bytes.toString('utf8', start, end), torn: false }))) return false
      start = end + 1
      this.done.set(file, start)
    }
    // The newest file may be in the middle of a write; an older one ends so because its writer died.
    if (newest || start === bytes.length) return true
    return take({ file, text: bytes.toString('utf8', start), torn: true })
  }

  private async forget(file: string): Promise<void> {
    await rm(join(this.folder, file), { force: true })
    this.done.delete(file)
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    return names.filter((name) => name.endsWith(SUFFIX)).sort()
  }
}

const NEWLINE = 10

/** Makes a new file's name last; not every system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
