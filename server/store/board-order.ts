import { BOUND_SIGMAS, ESTABLISHED_SIGMA } from '../../game/league/rating.ts'
import { RANKED_GAMES, RANKED_OPPONENTS } from '../../game/league/ranks.ts'
import { Prisma } from '../../prisma/generated/client.ts'

/** Whether a row of "Rating" has a rank, as `isProvisional` of game/league/rating.ts says it. */
const RANKED = `CASE WHEN "userId" IS NULL THEN sigma < ${ESTABLISHED_SIGMA} ELSE games >= ${RANKED_GAMES} AND opponents >= ${RANKED_OPPONENTS} AND wins > 0 END`

/** The groups of the board, one after the other: 0 ranked, 1 settling, 2 settling and without a win. So nobody without a win stands above a
 *  person who beat them. In these very words, because an index holds them (prisma/migrations). */
export const GROUP = Prisma.raw(`CASE WHEN ${RANKED} THEN 0 WHEN wins > 0 THEN 1 ELSE 2 END`)

/** What the rows of a group are ordered by, the greatest first: the rating, and of who is settling its lower bound. */
export const STRENGTH = Prisma.raw(`CASE WHEN ${RANKED} THEN mu ELSE mu - ${BOUND_SIGMAS} * sigma END`)

/** Of an agent only the newest checkpoint is on the board, and nothing of a deleted one. */
const NEWEST = Prisma.sql`"revisionId" IN (SELECT "checkpointId" FROM "Agent" WHERE "checkpointId" IS NOT NULL AND "deletedAt" IS NULL)`

export interface BoardQuery {
  task: string
  who: 'people' | 'agents' | 'both'
  /** The asking user: their row is marked, and found where it is on another page. */
  me: string | null
  /** Only who has played since, and their games since; missing or null: everybody. */
  since?: Date | null
  /** 1 for the first. */
  page?: number
}

/** The rows of "Rating" that a board is made of. */
export function onBoard({ task, who, since }: BoardQuery): Prisma.Sql {
  const kinds = {
    people: Prisma.sql`"userId" IS NOT NULL`,
    agents: NEWEST,
    both: Prisma.sql`("userId" IS NOT NULL OR ${NEWEST})`,
  }
  const active = since ? Prisma.sql`AND games > 0 AND "updatedAt" >= ${since}` : Prisma.empty
  return Prisma.sql`task = ${task} AND ${kinds[who]} ${active}`
}
