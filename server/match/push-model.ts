import { maxDeltaBytes } from '../../game/nets/delta.ts'
import { weightCount } from '../../game/nets/spec.ts'
import type { ClientBody } from '../../game/protocol/messages.ts'
import type { PushAnswer } from '../../game/protocol/replies.ts'
import type { BrainPool } from '../brains/brain-pool.ts'
import type { Logger } from '../base/logger.ts'
import type { HostedMatch } from './hosted-match.ts'
import type { Jobs } from '../base/jobs-protocol.ts'
import type { RateLimiter } from '../base/rate-limiter.ts'
import type { Player } from './seats/player.ts'

export interface PushDeps {
  jobs: Jobs
  brains: BrainPool
  log: Logger
  /** Bytes of weights that an address may still bring. */
  weightBytes: Pick<RateLimiter, 'spend'>
}

const refused = (code: string, message: string): PushAnswer => ({
  ok: false,
  code,
  message,
  headHash: null,
  headRevision: null,
})

/** Takes new weights from the trainer of the partner that learns in this match: the registry checks and applies them, the brain gets them,
 *  and the match plays them from the next serve on. Answers when they are ready to play. */
export async function pushModel(
  deps: PushDeps,
  hosted: HostedMatch | null,
  player: Player | null,
  body: ClientBody<'model:push'>,
): Promise<PushAnswer> {
  const learner = hosted?.learner
  if (!learner || !player || learner.ownerId !== player.userId || learner.agentId !== body.agent)
    return refused('not-yours', 'Only the owner of the partner that plays in this match can send it new weights.')
  if (hosted.newbornOf !== null && hosted.match.phase !== 'playing')
    return refused('not-playing', 'A newborn learns only while its match is being played.')
  if (body.delta.length > maxDeltaBytes(learner.spec))
    return refused('too-large', 'This change of weights is larger than its network.')
  if (deps.weightBytes.spend(player.address, 4 * weightCount(learner.spec)) > 0)
    return refused(
      'no-room',
      'As many weights as a network address may bring within a day have come from yours. Your partner plays on as it is, and learns again later.',
    )
  const { userId } = player
  const { agent: agentId, match: matchId, base, hash, delta, stats } = body
  try {
    const reply = await deps.jobs.ask({ ask: 'push', userId, agentId, matchId, base, hash, delta, stats })
    if (!reply.ok) {
      const { reason, message, headHash, headRevision } = reply
      return { ok: false, code: reason, message, headHash, headRevision }
    }
    const { revision, stored, weights } = reply
    // What was on its way when the match ended still counts: the partner has learned it.
    if (hosted.match.phase !== 'over') await play(deps, hosted, { revision, hash: reply.hash, weights })
    return { ok: true, hash: reply.hash, revision, stored }
  } catch (err) {
    deps.log.warn({ err, match: matchId }, 'A push could not be taken')
    return refused('unavailable', 'New weights cannot be stored right now. They will be sent again.')
  }
}

async function play(
  deps: PushDeps,
  hosted: HostedMatch,
  pushed: { revision: number; hash: string; weights: Uint8Array },
): Promise<void> {
  const { learner, settings, match } = hosted
  const observation = learner && settings.task.observations[learner.observation]
  if (!observation) return
  const brain = await deps.brains.policy({
    spec: learner.spec,
    space: settings.task.action,
    observation,
    hash: pushed.hash,
    weights: pushed.weights,
  })
  if (pushed.revision > learner.revision) Object.assign(learner, pushed)
  match.revise(learner.seat, pushed.revision, pushed.hash, brain)
}
