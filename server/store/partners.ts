import { parseSpec } from '../../game/nets/spec-schema.ts'
import { weightCount } from '../../game/nets/spec.ts'
import type { Agent, PartnerAccess } from '../../prisma/generated/client.ts'
import { SeatRefusal } from '../base/seat-refusal.ts'
import { LIMITS } from '../base/limits.ts'
import type { Database, Transaction } from './connect.ts'
import { newId } from '../base/ids.ts'
import { houseNames, isTaken, lockName, type NameRefusal, TAKEN } from './name-claims.ts'
import { chooseName } from './names.ts'
import { keepUser, partnerName, type UserRow } from './users.ts'
import { deleteOrphanedWeights } from './weights.ts'

/** How a change of a partner went. 'not-found' also for a partner of somebody else. */
export type PartnerOutcome = 'done' | 'not-found' | 'no-such-revision' | 'replaced'

/** The same of a new name, with why it cannot be had. */
export type PartnerNameOutcome = PartnerOutcome | NameRefusal

/** For how long a deleted partner can be restored, ms. */
export const RESTORABLE_MS = 7 * 24 * 3_600_000

/** The user's partner forked from the house agent `parentId`, made at its newest checkpoint if there is none: revision 0, note 'fork'.
 *  A person without a row gets one with it. Null where they were deleted, or the parent does not exist or has no network. Throws a SeatRefusal where the user has `most` partners, or has deleted as many of late that can still be restored. */
export async function findOrMakePartner(
  db: Database,
  person: UserRow,
  parentId: string,
  most: number = LIMITS.partnersPerGuest,
): Promise<Agent | null> {
  const userId = person.id
  const slot = `${userId}:${parentId}`
  const existing = await db.agent.findUnique({ where: { slot } })
  if (existing) return existing
  const parent = await db.agent.findUnique({ where: { id: parentId }, include: { checkpoint: true } })
  if (!parent || parent.kind !== 'house' || !parent.checkpoint || parent.spec === null) return null
  const { task, taskVersion, observation, spec, reactionTicks, checkpoint } = parent
  const id = newId()
  await db.$transaction(async (tx) => {
    // Its lock has whoever else makes them a partner wait: what is counted here stays so. Two tabs may ask at the same moment.
    const user = await keepUser(tx, person)
    if (!user || (await tx.agent.findUnique({ where: { slot }, select: { id: true } }))) return
    await refuseTooMany(tx, userId, most)
    await tx.agent.create({
      data: {
        id,
        kind: 'partner',
        name: partnerName(user.name),
        description: `Forked from ${parent.name}; learns from ${user.name}.`,
        task,
        taskVersion,
        observation,
        spec,
        ownerId: userId,
        parentId,
        slot,
        headNumber: 0,
        headHash: checkpoint.hash,
        reactionTicks,
      },
    })
    await tx.revision.create({ data: { id: newId(), agentId: id, number: 0, hash: checkpoint.hash, note: 'fork' } })
  })
  return db.agent.findUnique({ where: { slot } })
}

async function refuseTooMany(tx: Transaction, userId: string, most: number): Promise<void> {
  const kept = { ownerId: userId, kind: 'partner', day: null, revisions: { some: {} } } as const
  const living = await tx.agent.count({ where: { ...kept, deletedAt: null } })
  if (living >= most) throw tooMany(`You have ${most} partners, as many as one person can have: play one of them.`)
  const deleted = await tx.agent.count({ where: { ...kept, deletedAt: { not: null } } })
  if (deleted >= most)
    throw tooMany(`You have deleted ${most} partners of late. Restore one of them on your page, or wait a week.`)
}

const tooMany = (sentence: string): SeatRefusal => new SeatRefusal('too-many-partners', sentence)

/** Makes the weights of an earlier revision the newest again: a new revision, note 'rewind'. Nothing is lost. */
export function rewindPartner(
  db: Database,
  userId: string,
  partnerId: string,
  number: number,
): Promise<PartnerOutcome> {
  return changePartner(db, userId, partnerId, async (tx, agent) => {
    const revision = await tx.revision.findUnique({ where: { agentId_number: { agentId: agent.id, number } } })
    if (!revision || !(await fits(tx, agent, revision.hash))) return 'no-such-revision'
    await addRevision(tx, agent, revision.hash, 'rewind')
    return 'done'
  })
}

/** Starts a partner again from its parent's newest checkpoint, and with its network: a new revision, note 'reset'. */
export function restartPartner(db: Database, userId: string, partnerId: string): Promise<PartnerOutcome> {
  return changePartner(db, userId, partnerId, async (tx, agent) => {
    const parent = await tx.agent.findUnique({ where: { id: agent.parentId ?? '' }, include: { checkpoint: true } })
    if (!parent?.checkpoint || parent.spec === null) return 'no-such-revision'
    await addRevision(tx, agent, parent.checkpoint.hash, 'reset')
    const { spec, observation, taskVersion } = parent
    await tx.agent.update({ where: { id: agent.id }, data: { spec, observation, taskVersion } })
    return 'done'
  })
}

/** Keeps a partner from learning, or lets it learn again. */
export function freezePartner(
  db: Database,
  userId: string,
  partnerId: string,
  frozen: boolean,
): Promise<PartnerOutcome> {
  return changePartner(db, userId, partnerId, async (tx, agent) => {
    await tx.agent.update({ where: { id: agent.id }, data: { frozen } })
    return 'done'
  })
}

/** Lets nobody but the owner see it, everybody see it, or everybody play it as well. */
export function setPartnerAccess(
  db: Database,
  userId: string,
  partnerId: string,
  access: PartnerAccess,
): Promise<PartnerOutcome> {
  return changePartner(db, userId, partnerId, async (tx, agent) => {
    await tx.agent.update({ where: { id: agent.id }, data: { access } })
    return 'done'
  })
}

/** Gives a partner a name of its own, or with an empty wish the one made of its owner's. Refuses what is no name (names.ts) and one that
 *  looks like that of a person or of another partner. */
export async function renamePartner(
  db: Database,
  userId: string,
  partnerId: string,
  wish: string,
): Promise<PartnerNameOutcome> {
  const choice = wish.trim() === '' ? null : chooseName(wish, await houseNames(db))
  if (choice && !choice.ok) return { reason: 'name', message: choice.message }
  // Before its row is locked, as whoever renames a person does: else the two could wait for each other.
  const first = (tx: Transaction): Promise<void> => (choice ? lockName(tx, choice.skeleton) : Promise.resolve())
  const rename = async (tx: Transaction, agent: Agent): Promise<PartnerNameOutcome> => {
    if (!choice) {
      const owner = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } })
      await tx.agent.update({ where: { id: agent.id }, data: { name: partnerName(owner.name), skeleton: null } })
      return 'done'
    }
    const { name, skeleton } = choice
    if (await isTaken(tx, skeleton, agent.id)) return { reason: 'taken', message: TAKEN }
    await tx.agent.update({ where: { id: agent.id }, data: { name, skeleton } })
    return 'done'
  }
  return changePartner(db, userId, partnerId, rename, first)
}

/** Deletes a partner; `restorePartner` undoes it within RESTORABLE_MS. */
export function deletePartner(db: Database, userId: string, partnerId: string, now: Date): Promise<PartnerOutcome> {
  return changePartner(db, userId, partnerId, async (tx, agent) => {
    await tx.agent.update({ where: { id: agent.id }, data: { deletedAt: now, slot: null } })
    return 'done'
  })
}

/** Brings a deleted partner back. 'replaced' where the user has a new one of the same parent, 'not-found' where it is too late. */
export async function restorePartner(
  db: Database,
  userId: string,
  partnerId: string,
  now: Date,
): Promise<PartnerOutcome> {
  const since = new Date(now.getTime() - RESTORABLE_MS)
  return db.$transaction(async (tx) => {
    const agent = await lockAgent(tx, partnerId)
    if (agent?.ownerId !== userId || !agent.deletedAt || agent.deletedAt < since) return 'not-found'
    const slot = `${userId}:${agent.parentId}`
    if (await tx.agent.findUnique({ where: { slot } })) return 'replaced'
    await tx.agent.update({ where: { id: agent.id }, data: { deletedAt: null, slot } })
    return 'done'
  })
}

/** Drops the revisions and weights of partners that were deleted too long ago to be restored; their name stays in their matches.
 *  Returns how many partners it emptied. */
export async function purgeDeletedPartners(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - RESTORABLE_MS)
  const gone = await db.agent.findMany({
    where: { deletedAt: { lt: before }, revisions: { some: {} } },
    select: { id: true },
  })
  for (const { id } of gone) await emptyAgent(db, id)
  return gone.length
}

/** Drops the revisions of an agent and their weights; its row, and so its name in matches, stays its owner's. */
export async function emptyAgent(db: Database, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const revisions = await tx.revision.findMany({ where: { agentId: id }, select: { hash: true } })
    await tx.agent.update({ where: { id }, data: { headHash: null, checkpointId: null, skeleton: null } })
    await tx.revision.deleteMany({ where: { agentId: id } })
    await deleteOrphanedWeights(
      tx,
      revisions.map(({ hash }) => hash),
    )
  })
}

/** An agent whose row nobody else can change until the transaction ends. */
export async function lockAgent(tx: Transaction, id: string): Promise<Agent | null> {
  await tx.$queryRaw`SELECT 1 FROM "Agent" WHERE id = ${id} FOR UPDATE`
  return tx.agent.findUnique({ where: { id } })
}

function changePartner<Outcome extends PartnerNameOutcome>(
  db: Database,
  userId: string,
  partnerId: string,
  change: (tx: Transaction, agent: Agent) => Promise<Outcome>,
  first?: (tx: Transaction) => Promise<void>,
): Promise<Outcome | 'not-found'> {
  return db.$transaction(async (tx) => {
    await first?.(tx)
    const agent = await lockAgent(tx, partnerId)
    if (!agent || agent.kind !== 'partner' || agent.day !== null || agent.ownerId !== userId || agent.deletedAt)
      return 'not-found'
    return change(tx, agent)
  })
}

/** Whether weights are of the agent's present network, which its parent may have changed since. */
async function fits(tx: Transaction, agent: Agent, hash: string): Promise<boolean> {
  const weights = await tx.weights.findUnique({ where: { hash }, select: { count: true } })
  return weights?.count === weightCount(parseSpec(agent.spec))
}

async function addRevision(tx: Transaction, agent: Agent, hash: string, note: string): Promise<void> {
  const number = agent.headNumber + 1
  await tx.revision.create({ data: { id: newId(), agentId: agent.id, number, hash, baseHash: agent.headHash, note } })
  await tx.agent.update({ where: { id: agent.id }, data: { headNumber: number, headHash: hash } })
}
