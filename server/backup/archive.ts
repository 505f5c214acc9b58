import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { Refusal } from '../base/refusal.ts'

/** A backup is one gzip file of lines:
 *    {"sparring":"backup","format":1,"createdAt":"…"}
 *    {"file":"journal/…","base64":"…"}       a part of a file of the data folder; the parts of a file follow each other
 *    ["User",{…}]                            a row of a table as Postgres writes it in JSON, bytes as \x…
 *    {"end":{"lines":…,"sha256":"…"}}        of all lines before it
 *  so it can be looked at with `zcat`, and one that was cut off or changed is noticed. */
const FORMAT = 1

export type ArchiveEntry =
  | { kind: 'file'; path: string; bytes: Buffer }
  /** row: one JSON object, as text. */
  | { kind: 'row'; table: string; row: string }

/** Writes an archive. It has its name only once all of it is on the disk. */
export class ArchiveWriter {
  private readonly hash = createHash('sha256')
  private readonly gzip = createGzip()
  private readonly part: string
  private readonly written: Promise<void>
  private lines = 0

  /** Throws (at `finish`, or earlier) where the file cannot be written. createdAt: ms since 1970. */
  constructor(
    private readonly file: string,
    private readonly createdAt: number,
  ) {
    this.part = `${file}.part`
    // It holds the secret that signs the sessions.
    this.written = pipeline(this.gzip, createWriteStream(this.part, { mode: 0o600, flush: true }))
    this.written.catch(() => {})
  }

  async begin(): Promise<void> {
    await this.line(JSON.stringify({ sparring: 'backup', format: FORMAT, createdAt: new Date(this.createdAt) }))
  }

  async add(entry: ArchiveEntry): Promise<void> {
    await this.line(
      entry.kind === 'row'
        ? `[${JSON.stringify(entry.table)},${entry.row}]`
        : JSON.stringify({ file: entry.path, base64: entry.bytes.toString('base64') }),
    )
  }

  async finish(): Promise<void> {
    const { lines } = this
    await this.write(`${JSON.stringify({ end: { lines, sha256: this.hash.digest('hex') } })}\n`)
    this.gzip.end()
    await this.written
    await rename(this.part, this.file)
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.gzip.destroy()
    await this.written.catch(() => {})
    await rm(this.part, { force: true })
  }

  private async line(text: string): Promise<void> {
    this.hash.update(`${text}\n`)
    this.lines++
    await this.write(`${text}\n`)
  }

  private async write(text: string): Promise<void> {
    // A disk that is full ends the pipe, and then nothing drains any more.
    if (!this.gzip.write(text)) await Promise.race([once(this.gzip, 'drain'), this.written])
  }
}

/** The entries of an archive in their order. Throws a Refusal where it is none, comes from a newer Sparring, or is damaged; the last
 *  is known for certain only at its end. */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const hash = createHash('sha256')
  let lines = 0
  let complete = false
  try {
    for await (const text of linesOf(file)) {
      if (complete) throw new Refusal(damaged(file))
      if (lines === 0) checkHead(file, text)
      const end = text.startsWith('{"end":') ? endOf(text) : null
      if (end) {
        if (end.lines !== lines || end.sha256 !== hash.digest('hex')) throw new Refusal(damaged(file))
        complete = true
        continue
      }
      hash.update(`${text}\n`)
      if (lines++ > 0) yield entryOf(text)
    }
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error
    if ('code' in error && error.code === 'ENOENT') throw new Refusal(`There is no file ${file}.`)
    throw new Refusal(`${damaged(file)} (${error.message})`)
  }
  if (!complete) throw new Refusal(damaged(file))
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const gunzip = createGunzip()
  createReadStream(file)
    .on('error', (error) => gunzip.destroy(error))
    .pipe(gunzip)
  let rest: Buffer[] = []
  for await (const chunk of gunzip) {
    const bytes: Buffer = chunk
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...rest, bytes.subarray(start, end)]).toString('utf8')
      rest = []
      start = end + 1
    }
    if (start < bytes.length) rest.push(bytes.subarray(start))
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8')
}

const NEWLINE = 10

function checkHead(file: string, text: string): void {
  const head: unknown = JSON.parse(text)
  if (typeof head !== 'object' || head === null || !('sparring' in head) || head.sparring !== 'backup')
    throw new Refusal(`${file} is not a backup of Sparring.`)
  if (!('format' in head) || typeof head.format !== 'number' || head.format > FORMAT)
    throw new Refusal(`${file} was written by a newer Sparring: update this one first.`)
}

function endOf(text: string): { lines: unknown; sha256: unknown } {
  const { end }: { end: { lines: unknown; sha256: unknown } } = JSON.parse(text)
  return end
}

function entryOf(text: string): ArchiveEntry {
  if (text.startsWith('[')) {
    const comma = text.indexOf(',')
    return { kind: 'row', table: String(JSON.parse(text.slice(1, comma))), row: text.slice(comma + 1, -1) }
  }
  const { file, base64 }: { file: string; base64: string } = JSON.parse(text)
  return { kind: 'file', path: file, bytes: Buffer.from(base64, 'base64') }
}

const damaged = (file: string): string => `The backup ${file} is damaged or cut off: nothing was changed.`
