import type { RunningMatch } from '../../game/protocol/running-match.ts'
import type { HostedMatch } from './hosted-match.ts'

/** What a player of this match is told of it while they are elsewhere. */
export function runningMatch(hosted: HostedMatch, userId: string): RunningMatch {
  const { id, key, settings, contestants, match } = hosted
  const seat = hosted.seatOf(userId)
  const against = contestants.flatMap((one, i): RunningMatch['against'] => {
    if (i === seat) return []
    if (one.kind === 'human') return [{ name: one.name, kind: one.kind }]
    const isTheirs = one.request.ask === 'seat-partner' && one.agent.ownerId === userId
    return [{ name: isTheirs ? 'your partner' : one.agent.name, kind: one.kind }]
  })
  const heldMillis = match.presence()[seat ?? -1]?.heldMillis ?? null
  return {
    match: id,
    ...(key === null ? {} : { key }),
    mode: settings.mode,
    rated: settings.rated,
    against,
    heldMillis,
  }
}
