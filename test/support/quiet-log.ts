import pino, { type Logger } from 'pino'

/** A logger that keeps its lines, so that a test can look at them. */
export function quietLog(): { log: Logger; lines: { level: number; msg: string; [field: string]: unknown }[] } {
  const lines: { level: number; msg: string }[] = []
  return { log: pino({ level: 'debug' }, { write: (line: string) => lines.push(JSON.parse(line)) }), lines }
}
