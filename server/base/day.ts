import { createHash } from 'node:crypto'

const DAY_MS = 24 * 3_600_000

/** The UTC day of a moment, 'YYYY-MM-DD'. now: milliseconds since 1970. */
export const utcDay = (now: number): string => new Date(now).toISOString().slice(0, 10)

/** When the next UTC day begins, milliseconds since 1970. */
export const nextDayAt = (now: number): number => (Math.floor(now / DAY_MS) + 1) * DAY_MS

/** The day so many days before. */
export const daysBefore = (day: string, days: number): string => utcDay(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS)

/** A seed that is the same for everybody on a day and in a task, and another for each purpose: 32 bits. */
export const daySeed = (day: string, task: string, purpose: string): number =>
  createHash('sha256').update(`${day}:${task}:${purpose}`).digest().readUInt32LE(0)
