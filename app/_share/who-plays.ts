import { listed } from '../_ui/format.ts'

/** "Ann against Tracker", and where it is known how it ended, "Ann against Tracker, 11 : 7". Both in the order of the seats. */
export function whoPlays(names: readonly string[], scores: readonly string[] = []): string {
  const who = names.length === 2 ? names.join(' against ') : listed(names)
  return scores.length > 0 ? `${who}, ${scores.join(' : ')}` : who
}
