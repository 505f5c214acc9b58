import type { MeView, PartnerView } from '../../game/protocol/http.ts'
import { revisionView } from './agents.ts'
import type { Database } from './connect.ts'
import { latestMatches } from './matches.ts'
import { talliesOf } from './partner-tally.ts'
import { standingsOf } from './standings.ts'

/** Revisions of a partner that its owner is shown, newest first. */
const SHOWN_REVISIONS = 100

/** A user's own page; `user` is null for someone who has not done anything yet. */
export async function meView(db: Database, userId: string | null): Promise<MeView> {
  const user =
    userId === null
      ? null
      : await db.user.findUnique({ where: { id: userId }, include: { recoveryLink: { select: { createdAt: true } } } })
  if (!user) return { user: null, standings: [], partners: [], matches: [], recoveryLink: null }
  const [standings, partners, matches] = await Promise.all([
    standingsOf(db, user.id),
    partnersOf(db, user.id),
    latestMatches(db, { userId: user.id }, user.id, 30),
  ])
  return {
    user: { id: user.id, name: user.name, createdAt: user.createdAt.toISOString() },
    standings,
    partners,
    matches,
    recoveryLink: user.recoveryLink && { createdAt: user.recoveryLink.createdAt.toISOString() },
  }
}

async function partnersOf(db: Database, ownerId: string): Promise<PartnerView[]> {
  const agents = await db.agent.findMany({
    where: { ownerId, kind: 'partner', day: null, deletedAt: null },
    include: {
      parent: { select: { name: true } },
      revisions: { orderBy: { number: 'desc' }, take: SHOWN_REVISIONS },
    },
    orderBy: { createdAt: 'asc' },
  })
  const ids = agents.map(({ id }) => id)
  // With its owner: others may play it as well.
  const tallies = await talliesOf(db, ids, { userId: ownerId })
  return agents.map((agent) => {
    return {
      id: agent.id,
      task: agent.task,
      name: agent.name,
      parentId: agent.parentId,
      parentName: agent.parent?.name ?? '',
      named: agent.skeleton !== null,
      access: agent.access,
      frozen: agent.frozen,
      headNumber: agent.headNumber,
      revisions: agent.revisions.map((revision) => revisionView(revision, agent.headNumber)),
      ...(tallies.get(agent.id) ?? { matches: 0, wins: 0 }),
      createdAt: agent.createdAt.toISOString(),
    }
  })
}
