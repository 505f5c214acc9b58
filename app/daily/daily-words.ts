import type { DailyTry } from '../../game/protocol/http.ts'
import { plural } from '../_ui/format.ts'

const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** 180 → "three minutes", 45 → "45 seconds". */
export function timeInWords(seconds: number): string {
  const minutes = seconds / 60
  if (!Number.isInteger(minutes)) return plural(seconds, 'second')
  return `${NUMBERS[minutes] ?? minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}

/** Until a moment, both in milliseconds: "5 h 12 min"; never less than a minute. */
export function timeUntil(then: number, now: number): string {
  const minutes = Math.max(1, Math.ceil((then - now) / 60_000))
  const hours = Math.floor(minutes / 60)
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}

/** A strength or its margin, 0 to 1, in percent with one place: "61.2". */
export const inPercent = (share: number): string => (100 * share).toFixed(1)

/** What became of a try that has no strength. */
export const outcomes: Record<Exclude<DailyTry['outcome'], 'measured'>, string> = {
  waiting: 'Is being measured …',
  left: 'You left before its time was over',
  idle: 'You hardly moved: not measured',
  failed: 'Could not be measured, and does not count',
}
