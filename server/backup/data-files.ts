import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { Refusal } from '../base/refusal.ts'
import type { ArchiveEntry } from './archive.ts'

/** The database has its own way into a backup; the rest belongs to a running server, such as which matches are being played on it, or is
 *  only read by people. */
const NOT_KEPT = /^(pg|log|version|lock.*|running-matches|.*\.sock|\.s\.PGSQL.*|.*\.(new|part))$/
/** What backups of earlier versions held of that. */
const KEPT_ONCE = 'running-matches'
const STAGE = 'restore.new'
const PART = 512_000

type FilePart = Extract<ArchiveEntry, { kind: 'file' }>

/** The paths, within a data folder, of what belongs into a backup beside the database: the secret, and what waits in the journal and
 *  elsewhere to be stored. */
export async function dataFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { withFileTypes: true })
  const kept = names.filter(({ name }) => !NOT_KEPT.test(name))
  const paths = await Promise.all(
    kept.map(async (entry) => {
      if (entry.isFile()) return [entry.name]
      if (!entry.isDirectory()) return []
      return (await dataFiles(join(folder, entry.name))).map((path) => join(entry.name, path))
    }),
  )
  return paths.flat().sort()
}

/** Gives the parts of these files to `take`. A file that has gone meanwhile was recorded, and is in the database. */
export async function dumpFiles(folder: string, take: (part: FilePart) => Promise<void>): Promise<void> {
  for (const path of await dataFiles(folder)) {
    try {
      for await (const chunk of createReadStream(join(folder, path), { highWaterMark: PART }))
        await take({ kind: 'file', path, bytes: Buffer.from(chunk) })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
}

/** Files that are to take the place of those in a data folder: written beside them first, then put in place at once. */
export class StagedFiles {
  private readonly stage: string
  private readonly paths = new Set<string>()

  constructor(private readonly folder: string) {
    this.stage = join(folder, STAGE)
  }

  async begin(): Promise<void> {
    await rm(this.stage, { recursive: true, force: true })
    await mkdir(this.stage, { recursive: true, mode: 0o700 })
  }

  async add({ path, bytes }: FilePart): Promise<void> {
    if (path === KEPT_ONCE) return
    if (normalize(path) !== path || path.startsWith('/') || path.startsWith('..') || NOT_KEPT.test(path))
      throw new Refusal(`The backup has a file "${path}" that belongs in no data folder.`)
    const file = join(this.stage, path)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(file, 'a', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    this.paths.add(path)
  }

  /** Takes away what was there and puts the new files in its place. */
  async place(): Promise<void> {
    for (const path of await dataFiles(this.folder)) await rm(join(this.folder, path), { force: true })
    for (const path of this.paths) {
      await mkdir(dirname(join(this.folder, path)), { recursive: true, mode: 0o700 })
      await rename(join(this.stage, path), join(this.folder, path))
    }
    await this.drop()
  }

  async drop(): Promise<void> {
    await rm(this.stage, { recursive: true, force: true })
  }
}
