import { firstRating, measuredSlugs } from '../../game/league/first-ratings.ts'
import { INITIAL, type Rating, RATING_VERSION } from '../../game/league/rating.ts'
import { builtinAgentId, houseAgentId } from '../base/ids.ts'
import type { Database, Transaction } from '../store/connect.ts'
import { ratedMatches, replay } from './replay-ratings.ts'

/** All rated matches are gone through. */
const TIMEOUT = 600_000

/** Computes the ratings anew that were computed with an earlier RATING_VERSION: from all rated matches, each contender from where one begins
 *  today. What a person was rated who has been deleted since stands. Returns of how many tasks. Throws where it takes longer than
 *  TIMEOUT (P2028), or `signal` is aborted; nothing is changed then. */
export async function refitRatings(db: Database, signal?: AbortSignal): Promise<number> {
  const old = { version: { lt: RATING_VERSION } }
  const tasks = await db.rating.findMany({ where: old, select: { task: true }, distinct: ['task'] })
  for (const { task } of tasks)
    await db.$transaction(
      async (tx) => {
        // Results that come meanwhile wait.
        await tx.$executeRaw`LOCK TABLE "Rating" IN SHARE ROW EXCLUSIVE MODE`
        const starts = await startsOf(tx, task)
        const start = (contender: string): Rating => starts.get(contender) ?? INITIAL
        await replay(tx, task, ratedMatches(tx, task), { start, ...(signal && { signal }) })
        // Who has not played stands where one begins.
        for (const [contender, { mu, sigma }] of starts)
          await tx.rating.updateMany({ where: { contender, task, games: 0 }, data: { mu, sigma } })
        await tx.rating.updateMany({ where: { task, ...old }, data: { version: RATING_VERSION } })
      },
      { timeout: TIMEOUT },
    )
  return tasks.length
}

/** Where the checkpoints of a task's measured agents begin. */
async function startsOf(tx: Transaction, task: string): Promise<Map<string, Rating>> {
  const slugs = new Map(
    measuredSlugs(task).flatMap((slug) => [
      [builtinAgentId(task, slug), slug],
      [houseAgentId(task, slug), slug],
    ]),
  )
  const rows = await tx.rating.findMany({
    where: { task, agentId: { in: [...slugs.keys()] } },
    select: { contender: true, agentId: true },
  })
  return new Map(rows.map(({ contender, agentId }) => [contender, firstRating(task, slugs.get(agentId ?? '') ?? '')]))
}
