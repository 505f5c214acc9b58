import { ratingView } from '../../game/league/rating.ts'
import type { MeView, PartnerView } from '../../game/protocol/http.ts'
import { ratingHistoryOf, revisionView } from './agents.ts'
import type { Database } from './connect.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { latestMatches } from './matches.ts'

/** Revisions of a partner that its owner is shown, newest first. */
const SHOWN_REVISIONS = 100

/** A user's own page; `user` is null for someone who has not done anything yet. */
export async function meView(db: Database, userId: string | null): Promise<MeView> {
  const user = userId === null ? null : await db.user.findUnique({ where: { id: userId } })
  if (!user) return { user: null, rating: null, ratingHistory: [], partners: [], matches: [] }
  const contender = `user:${user.id}`
  const [rating, ratingHistory, partners, matches] = await Promise.all([
    db.rating.findUnique({ where: { contender_task: { contender, task: DEFAULT_TASK } } }),
    ratingHistoryOf(db, contender, DEFAULT_TASK),
    partnersOf(db, user.id),
    latestMatches(db, { userId: user.id }, user.id, 30),
  ])
  return {
    user: { id: user.id, name: user.name, createdAt: user.createdAt.toISOString() },
    rating: rating ? ratingView(rating) : null,
    ratingHistory,
    partners,
    matches,
  }
}

async function partnersOf(db: Database, ownerId: string): Promise<PartnerView[]> {
  const agents = await db.agent.findMany({
    where: { ownerId, kind: 'partner', deletedAt: null },
    include: {
      parent: { select: { name: true } },
      revisions: { orderBy: { number: 'desc' }, take: SHOWN_REVISIONS },
    },
    orderBy: { createdAt: 'asc' },
  })
  const seats = await db.matchSeat.groupBy({
    by: ['agentId', 'place'],
    where: { agentId: { in: agents.map(({ id }) => id) }, match: { status: 'checked' } },
    _count: true,
  })
  return agents.map((agent) => {
    const played = seats.filter((group) => group.agentId === agent.id)
    const count = (groups: typeof seats): number => groups.reduce((sum, group) => sum + group._count, 0)
    return {
      id: agent.id,
      name: agent.name,
      parentName: agent.parent?.name ?? '',
      frozen: agent.frozen,
      headNumber: agent.headNumber,
      revisions: agent.revisions.map((revision) => revisionView(revision, agent.headNumber)),
      matches: count(played),
      wins: count(played.filter((group) => group.place === 1)),
      createdAt: agent.createdAt.toISOString(),
    }
  })
}
