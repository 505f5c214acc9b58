import type { LogHeader } from '../../game/core/match-log.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import type { MatchMode } from '../../game/protocol/terms.ts'
import type { Millis } from '../base/time.ts'
import type { MatchSettings } from './hosted-match.ts'
import { PAUSE_LIMITS } from './pausing.ts'
import { type Contestant, seatHolder, seatOptions } from './seats/contestant.ts'
import { MATCH_LIMITS, type MatchLimits } from './seats/people.ts'

/** People come from a chat program where they sent the link. */
const INVITE_JOIN: Millis = 60_000
/** How long who spars may stay away. */
const HOLD_SPARRING: Millis = PAUSE_LIMITS.longest

/** What the log of a match says before its first tick. startedAt: milliseconds since 1970. */
export function headerOf(
  id: string,
  { task, options }: Pick<MatchSettings, 'task' | 'options'>,
  contestants: readonly Contestant[],
  startedAt: number,
): LogHeader {
  return {
    match: id,
    task: task.id,
    version: task.version,
    options: completeOptions(task, { ...options, ...seatOptions(task, contestants) }),
    seats: contestants.map((contestant) => seatHolder(task, contestant)),
    startedAt,
  }
}

/** How long a match waits for its people. pausing: it hangs on one person, who may go away and come back. */
export const limitsOf = (mode: MatchMode, pausing: boolean): MatchLimits => ({
  ...MATCH_LIMITS,
  ...(mode === 'invite' ? { join: INVITE_JOIN } : {}),
  ...(pausing ? { hold: HOLD_SPARRING, pause: 0 } : {}),
})
