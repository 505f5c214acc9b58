/** How figures and times are written everywhere. */

const whole = new Intl.NumberFormat('en')

/** 12345 → "12,345". */
export function count(n: number): string {
  return whole.format(Math.round(n))
}

/** "1 game", "2 games"; the plural adds an s unless it is given. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

const and = new Intl.ListFormat('en-GB')

/** "Ann", "Ann and Bob", "Ann, Bob and Cleo"; empty for nobody. */
export function listed(names: readonly string[]): string {
  return and.format(names)
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }

/** 1 → "1st", 2 → "2nd". */
export function ordinal(n: number): string {
  return `${n}${ENDINGS[ordinals.select(n)] ?? 'th'}`
}

/** A share 0..1 as "58 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** A change with its sign, with a true minus: "+12", "−8", "±0". */
export function signed(n: number): string {
  const rounded = Math.round(n)
  if (rounded === 0) return '±0'
  return rounded > 0 ? `+${whole.format(rounded)}` : `−${whole.format(-rounded)}`
}

/** Seconds as "0:42", "12:05" or "1:02:05". */
export function clock(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60]
  const two = (n: number): string => String(n).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** How long ago a moment was, in words; dates beyond a month. `now` and `then` in milliseconds since 1970. */
export function ago(then: number, now: number): string {
  const seconds = Math.max(0, (now - then) / 1000)
  if (seconds < 45) return 'just now'
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`
  if (seconds < 30 * 86_400) return `${plural(Math.round(seconds / 86_400), 'day')} ago`
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' }).format(then)
}

/** Ticks of a task as milliseconds: 8 ticks at 60 a second → "133 ms". */
export function ticksAsMs(ticks: number, ticksPerSecond: number): string {
  return `${Math.round((ticks * 1000) / ticksPerSecond)} ms`
}
