import { ratingView } from '../../game/league/rating.ts'
import type { MeView, PartnerView, StandingView } from '../../game/protocol/http.ts'
import { ratingHistoryOf, revisionView } from './agents.ts'
import type { Database } from './connect.ts'
import { latestMatches } from './matches.ts'
import { scoreView } from './score-board.ts'

/** Revisions of a partner that its owner is shown, newest first. */
const SHOWN_REVISIONS = 100

/** A user's own page; `user` is null for someone who has not done anything yet. */
export async function meView(db: Database, userId: string | null): Promise<MeView> {
  const user = userId === null ? null : await db.user.findUnique({ where: { id: userId } })
  if (!user) return { user: null, standings: [], partners: [], matches: [] }
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
  }
}

async function standingsOf(db: Database, userId: string): Promise<StandingView[]> {
  const [ratings, scores] = await Promise.all([
    db.rating.findMany({ where: { userId } }),
    db.score.findMany({ where: { userId } }),
  ])
  const tasks = [...new Set([...ratings, ...scores].map(({ task }) => task))].sort()
  return Promise.all(
    tasks.map(async (task) => {
      const rating = ratings.find((row) => row.task === task)
      const score = scores.find((row) => row.task === task)
      return {
        task,
        rating: rating ? ratingView(rating) : null,
        ratingHistory: rating ? await ratingHistoryOf(db, rating.contender, task) : [],
        score: score ? scoreView(score) : null,
      }
    }),
  )
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
      task: agent.task,
      name: agent.name,
      parentId: agent.parentId,
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
