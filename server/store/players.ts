import type { PlayerView } from '../../game/protocol/http.ts'
import { registry } from '../../game/tasks/index.ts'
import type { Database } from './connect.ts'
import { latestMatches } from './matches.ts'
import { talliesOf } from './partner-tally.ts'
import { playStyle } from './play-style.ts'
import { standingsOf } from './standings.ts'

const MATCHES = 20

/** What everybody may see of a person: where they stand on the boards, their public matches, the partners that they show. Null where there is
 *  no such person, and where that is nothing. */
export async function playerView(db: Database, id: string): Promise<PlayerView | null> {
  const player = await db.user.findUnique({ where: { id }, select: { id: true, name: true } })
  if (!player) return null
  const [standings, partners, matches, styles] = await Promise.all([
    standingsOf(db, id),
    shownPartners(db, id),
    latestMatches(db, { userId: id }, null, MATCHES),
    stylesOf(db, id),
  ])
  if (standings.length + partners.length + matches.length === 0) return null
  return { player, standings, partners, matches, styles }
}

async function stylesOf(db: Database, userId: string): Promise<PlayerView['styles']> {
  const styles = await Promise.all(
    registry.tasks.map(async ({ id }) => ({ task: id, style: await playStyle(db, { userId }, id) })),
  )
  return styles.flatMap(({ task, style }) => (style ? [{ task, style }] : []))
}

async function shownPartners(db: Database, ownerId: string): Promise<PlayerView['partners']> {
  const agents = await db.agent.findMany({
    where: { ownerId, kind: 'partner', day: null, deletedAt: null, access: { not: 'private' } },
    include: { parent: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
  })
  const ids = agents.map(({ id }) => id)
  const tallies = await talliesOf(db, ids, { userId: null })
  return agents.flatMap(({ id, name, task, access, parent }) => {
    const { matches, wins } = tallies.get(id) ?? { matches: 0, wins: 0 }
    // Of one whose matches were all private there is nothing to show.
    return matches === 0 && access === 'shown'
      ? []
      : [{ id, name, task, access, parentName: parent?.name ?? '', matches, wins }]
  })
}
