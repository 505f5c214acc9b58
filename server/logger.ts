import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.ts'

export type { Logger } from 'pino'

/** Bytes after which a log file is set aside as NAME.log.1, in place of the one before it. */
const MAX_FILE_BYTES = 8_000_000

/** The structured log of one process: JSON lines in `log/NAME.log` of the data folder; warnings and errors also as plain lines on
 *  the terminal, or everything as JSON where LOG_LEVEL is set. */
export function createLogger(name: string, config: Pick<Config, 'dataFolder' | 'logLevel' | 'logToTerminal'>): Logger {
  const folder = join(config.dataFolder, 'log')
  mkdirSync(folder, { recursive: true })
  const level = config.logLevel
  const terminal = config.logToTerminal
    ? { level, stream: process.stdout }
    : { level: 'warn' as const, stream: plainLines(process.stderr) }
  const streams = pino.multistream([
    { level, stream: rotatingFile(join(folder, `${name}.log`), MAX_FILE_BYTES) },
    terminal,
  ])
  return pino({ name, level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, streams)
}

/** Appends lines to `file`, which is set aside as FILE.1 whenever it has reached `maxBytes`. */
export function rotatingFile(file: string, maxBytes: number): DestinationStream {
  let bytes = sizeOf(file)
  const destination = pino.destination({ dest: file, append: true, sync: true })
  return {
    write(line: string) {
      if (bytes >= maxBytes) {
        renameSync(file, `${file}.1`)
        destination.reopen()
        bytes = 0
      }
      bytes += Buffer.byteLength(line)
      destination.write(line)
    },
  }
}

/** Prints each log line as `level  process: message (error)`, for a person. */
function plainLines(out: NodeJS.WritableStream): DestinationStream {
  return {
    write(line: string) {
      const entry = parseLine(line)
      const level = pino.levels.labels[entry.level ?? 30] ?? 'info'
      const error = entry.err?.message ? ` (${entry.err.message.trim().replace(/\s+/g, ' ')})` : ''
      out.write(`${level.padEnd(5)} ${entry.name ?? ''}: ${entry.msg ?? ''}${error}\n`)
    },
  }
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

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
