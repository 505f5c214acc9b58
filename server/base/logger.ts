import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'

export type { Logger } from 'pino'

/** Bytes after which a log file is set aside as NAME.log.1, in place of the one before it. */
const MAX_FILE_BYTES = 8_000_000

/** The structured log of one process: JSON lines in `log/NAME.log` of the data folder; warnings and errors also as plain lines on
 *  the terminal, or everything as JSON where LOG_LEVEL is set. */
export function createLogger(name: string, config: Pick<Config, 'dataFolder' | 'logLevel' | 'logToTerminal'>): Logger {
  const level = config.logLevel
  for (const out of [process.stdout, process.stderr]) neverFails(out)
  const terminal = config.logToTerminal
    ? { level, stream: terminalStream(process.stdout, (line) => line) }
    : { level: 'warn' as const, stream: terminalStream(process.stderr, plainLine) }
  const file = new LogFile(join(config.dataFolder, 'log', `${name}.log`), MAX_FILE_BYTES, (message) =>
    terminal.stream.write(`${JSON.stringify({ level: pino.levels.values['error'], name, msg: message })}\n`),
  )
  const streams = pino.multistream([{ level, stream: file }, terminal])
  return pino({ name, level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, streams)
}

/** Appends lines to a file, which is set aside as FILE.1 whenever it has reached `maxBytes`. Never throws: what a full disk does not
 *  take is counted, said once, and the file goes on when there is room again. */
export class LogFile implements DestinationStream {
  /** Lines that were lost since the start. */
  lost = 0
  private fd: number | null = null
  private bytes = 0
  private lostInARow = 0
  /** The last write ended within a line. */
  private torn = false

  /** complain: told once of each time that begins in which lines are lost. write: `fs.writeSync`, handed in for tests. */
  constructor(
    private readonly file: string,
    private readonly maxBytes: number,
    private readonly complain: (message: string) => void,
    private readonly writeBytes: (fd: number, bytes: Uint8Array) => number = writeSync,
  ) {}

  write(line: string): void {
    try {
      const fd = this.open()
      if (this.torn) this.append(fd, '\n')
      if (this.lostInARow > 0)
        this.append(fd, `${JSON.stringify({ msg: 'Log lines were lost', lines: this.lostInARow })}\n`)
      this.lostInARow = 0
      this.append(fd, line)
    } catch (error) {
      this.lost++
      if (this.lostInARow++ === 0)
        this.complain(`The log cannot be written (${String(error)}); lines are lost until it can`)
      this.close()
    }
  }

  private open(): number {
    if (this.fd !== null && this.bytes < this.maxBytes) return this.fd
    mkdirSync(dirname(this.file), { recursive: true })
    this.close()
    let fd = openSync(this.file, 'a')
    this.fd = fd
    this.bytes = fstatSync(fd).size
    if (this.bytes < this.maxBytes) return fd
    renameSync(this.file, `${this.file}.1`)
    this.close()
    fd = openSync(this.file, 'a')
    this.fd = fd
    this.bytes = 0
    return fd
  }

  private append(fd: number, text: string): void {
    let rest: Uint8Array = Buffer.from(text)
    while (rest.length > 0) {
      const written = this.writeBytes(fd, rest)
      this.bytes += written
      this.torn = written < rest.length
      rest = rest.subarray(written)
    }
  }

  private close(): void {
    const fd = this.fd
    this.fd = null
    try {
      if (fd !== null) closeSync(fd)
    } catch {
      // Closing may tell of an earlier write that failed; there is nothing more to do about it.
    }
  }
}

/** A terminal that has gone (EPIPE), or a file in its place on a full disk, is nobody's end. */
function neverFails(out: NodeJS.WritableStream): void {
  if (!out.listeners('error').includes(ignore)) out.on('error', ignore)
}
const ignore = (): void => {}

function terminalStream(out: NodeJS.WritableStream, show: (line: string) => string): DestinationStream {
  return {
    write(line: string) {
      try {
        out.write(show(line))
      } catch {
        // Where the terminal is a file, a write may throw.
      }
    },
  }
}

/** A log line as `level  process: message (error)`, for a person. */
function plainLine(line: string): string {
  const entry = parseLine(line)
  const level = pino.levels.labels[entry.level ?? 30] ?? 'info'
  const error = entry.err?.message ? ` (${entry.err.message.trim().replace(/\s+/g, ' ')})` : ''
  return `${level.padEnd(5)} ${entry.name ?? ''}: ${entry.msg ?? ''}${error}\n`
}

interface LogLine {
  level?: number
  name?: string
  msg?: string
  err?: { message?: string }
}

function parseLine(line: string): LogLine {
  const entry: LogLine = JSON.parse(line)
  return entry
}
