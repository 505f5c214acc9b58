import { SeededChance } from '../../../game/core/chance.ts'
import { hashWeights, weightsToBytes } from '../../../game/nets/hash.ts'
import { initialise } from '../../../game/nets/initialise.ts'
import { parseSpec } from '../../../game/nets/spec-schema.ts'
import { daySeed } from '../../base/day.ts'
import { newbornAgentId, newId } from '../../base/ids.ts'
import type { JobsRequest, SeatedAgent } from '../../base/jobs-protocol.ts'
import { LIMITS, type Limits } from '../../base/limits.ts'
import { SeatRefusal } from '../../base/seat-refusal.ts'
import type { Transaction } from '../../store/connect.ts'
import { begunBy, triesOf } from '../../store/daily-board.ts'
import { keepUser, newbornName } from '../../store/users.ts'
import { policyOf, seated, type SeatDeps } from '../seats.ts'

export type DailyLimits = Pick<Limits, 'dailyTries' | 'dailyBeginnings' | 'dailyWaiting'>

/** The newborn of a day for a person to raise: an agent of theirs with fresh weights, drawn from the day, so the same for everybody. A person
 *  without a row gets one. Throws a SeatRefusal where the task has none, they have raised enough, or too many wait to be measured.
 *  day: 'YYYY-MM-DD', UTC. */
export async function seatNewborn(
  { db, registry }: SeatDeps,
  { task, userId, name }: JobsRequest & { ask: 'seat-newborn' },
  day: string,
  limits: DailyLimits = LIMITS,
): Promise<SeatedAgent> {
  const parent = await db.agent.findUnique({ where: { id: newbornAgentId(task), kind: 'house' } })
  if (!parent || parent.spec === null) throw new SeatRefusal('no-newborn', 'This game has no newborn of the day.')
  const spec = parseSpec(parent.spec)
  const weights = initialise(spec, new SeededChance(daySeed(day, task, 'newborn')))
  const hash = hashWeights(weights)
  const id = newId()
  await db.$transaction(async (tx) => {
    // Its lock has their other tabs wait: what is counted here stays so.
    const user = await keepUser(tx, { id: userId, name })
    if (!user) throw new Error('This player was deleted.')
    await refuseTooMany(tx, { day, task, userId }, limits)
    const bytes = { hash, bytes: weightsToBytes(weights), count: weights.length }
    await tx.weights.createMany({ data: bytes, skipDuplicates: true })
    const { taskVersion, observation, reactionTicks } = parent
    const network = { taskVersion, observation, reactionTicks, spec: { ...spec } }
    const about = { name: newbornName(user.name), description: `The newborn of ${day}, raised by ${user.name}.` }
    const head = { headNumber: 0, headHash: hash, day, ownerId: userId, parentId: parent.id }
    await tx.agent.create({ data: { id, kind: 'partner', task, ...about, ...network, ...head } })
    await tx.revision.create({ data: { id: newId(), agentId: id, number: 0, hash, note: 'fork' } })
  })
  registry.cache.set(hash, weights)
  const agent = await db.agent.findUniqueOrThrow({ where: { id } })
  registry.remember({ ...agent, spec, deleted: false })
  return { ...seated(agent, await policyOf(registry, agent, hash, 0), null), day }
}

/** A newborn as it was raised and measured, frozen. Throws a SeatRefusal where there is none any more. */
export async function seatRaised(
  { db, registry }: SeatDeps,
  { task, agentId }: JobsRequest & { ask: 'seat-raised' },
): Promise<SeatedAgent> {
  const attempt = await db.dailyAttempt.findFirst({
    where: { agentId, task, outcome: 'measured' },
    include: { agent: true },
  })
  if (!attempt?.agent || !(attempt.hash && (await registry.weights(attempt.hash))))
    throw new SeatRefusal('not-raised', 'This newborn is not kept any more. Choose another one from the board.')
  const { agent, hash } = attempt
  return seated({ ...agent, frozen: true }, await policyOf(registry, agent, hash, agent.headNumber), null)
}

async function refuseTooMany(
  tx: Transaction,
  who: { day: string; task: string; userId: string },
  { dailyTries, dailyBeginnings, dailyWaiting }: DailyLimits,
): Promise<void> {
  const [tries, begun, waiting] = await Promise.all([
    triesOf(tx, who),
    begunBy(tx, who),
    tx.dailyAttempt.count({ where: { outcome: 'waiting' } }),
  ])
  if (tries.filter(({ outcome }) => outcome !== 'failed').length >= dailyTries)
    throw new SeatRefusal(
      'no-tries',
      'You have raised today’s newborn as often as one can. The next one comes tomorrow.',
    )
  if (begun >= dailyBeginnings)
    throw new SeatRefusal(
      'no-beginnings',
      'You have begun with today’s newborn too often without raising it to the end. The next one comes tomorrow.',
    )
  if (waiting >= dailyWaiting)
    throw new SeatRefusal('daily-full', 'So many newborns wait to be measured that no more can begin. Try again later.')
}
