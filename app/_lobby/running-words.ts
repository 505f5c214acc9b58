import type { RunningMatch } from '../../game/protocol/running-match.ts'
import { listed } from '../_ui/format.ts'

/** "25 s", "9 min". */
export function inTime(millis: number): string {
  const seconds = Math.ceil(millis / 1000)
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}

/** What becomes of my running match where I ask for another one. */
export function runningWords({ against, mode, rated, heldMillis }: RunningMatch): string {
  const names = listed(against.map(({ name }) => name))
  const where =
    heldMillis === null ? 'It is open on another page of yours' : `It waits for you for ${inTime(heldMillis)}`
  const against_ = names === '' ? 'You have begun a match.' : `You play against ${names}.`
  const leaving =
    mode === 'sparring'
      ? 'If you begin another one, it ends there.'
      : rated
        ? 'It is rated: if you begin another one, you lose it.'
        : 'If you begin another one, you lose it.'
  return `${against_} ${where}. ${leaving}`
}
