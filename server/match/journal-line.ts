import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { encodeLog } from '../../game/core/match-log.ts'
import type { JournalLine } from '../base/jobs-protocol.ts'
import { contenderOf } from './seats/contestant.ts'
import type { HostedMatch } from './hosted-match.ts'

/** Compresses on a thread of the pool, not on ours. */
const deflate = promisify(deflateRaw)

/** The line of a match that is over and was played. ended: milliseconds since 1970. */
export async function journalLine(hosted: HostedMatch, ended: number): Promise<JournalLine> {
  const { match, settings, contestants } = hosted
  const log = match.record()
  const { header, footer } = log
  const packed = await deflate(encodeLog(log), { level: 9 })
  return {
    matchId: hosted.id,
    task: header.task,
    taskVersion: header.version,
    mode: settings.mode,
    rated: hosted.counts,
    public: settings.public,
    key: hosted.key,
    options: header.options,
    startedAt: new Date(header.startedAt).toISOString(),
    endedAt: new Date(ended).toISOString(),
    reason: match.result?.reason ?? 'void',
    log: packed.toString('base64'),
    lateDecisions: match.lateDecisions,
    difficulty: hosted.holdingBack?.state.inForce ?? null,
    heldBack: hosted.holdingBack?.share ?? 0,
    newbornOf: hosted.newbornOf,
    seats: contestants.map((contestant, seat) => ({
      seat,
      userId: contestant.kind === 'human' ? contestant.userId : null,
      agentId: contestant.kind === 'agent' ? contestant.agent.agentId : null,
      ownerId: contestant.kind === 'agent' ? contestant.agent.ownerId : null,
      contender: hosted.counts ? contenderOf(contestant) : null,
      revisionHash: match.policies[seat] ?? null,
      name: contestant.kind === 'human' ? contestant.name : contestant.agent.name,
      earlier: contestant.kind === 'agent' && contestant.request.ask === 'seat-earlier',
      score: footer.scores[seat]!,
      place: footer.places[seat]!,
    })),
  }
}
