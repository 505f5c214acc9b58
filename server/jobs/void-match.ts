import type { Database } from '../store/connect.ts'
import { countOpponents } from '../store/opponents.ts'
import { ratedMatches, replay } from './replay-ratings.ts'
import { unrecordScores } from './record-scores.ts'

/** All rated matches are gone through. */
const TIMEOUT = 600_000

export interface Voided {
  /** Contenders whose rating is another one now. */
  ratings: number
}

/** Takes a match out of the count: it is marked void, and the ratings of its task are what they would be without it; so are the scores, as far
 *  as matches are kept, and it is no try at the newborn of a day. Null where there is no such match, or it is void already. */
export function voidMatch(db: Database, matchId: string): Promise<Voided | null> {
  return db.$transaction(
    async (tx) => {
      // Results that come meanwhile wait.
      await tx.$executeRaw`LOCK TABLE "Rating", "Score" IN SHARE ROW EXCLUSIVE MODE`
      const match = await tx.match.findUnique({
        where: { id: matchId },
        select: { status: true, rated: true, scored: true, task: true },
      })
      if (!match || match.status === 'void') return null
      const rated = match.rated && match.status === 'checked'
      // First, because it says where its contenders began.
      const ratings = rated ? await replay(tx, match.task, ratedMatches(tx, match.task), { without: matchId }) : 0
      await tx.match.update({ where: { id: matchId }, data: { status: 'void', rated: false, scored: false } })
      // A newborn that was raised in it stands on no board, and its trainer has that try again.
      await tx.dailyAttempt.deleteMany({ where: { matchId } })
      if (match.scored) await unrecordScores(tx, matchId, match.task)
      if (!rated) return { ratings }
      await tx.ratingHistory.deleteMany({ where: { matchId } })
      const none = { muBefore: null, sigmaBefore: null, muAfter: null, sigmaAfter: null }
      await tx.matchSeat.updateMany({ where: { matchId }, data: none })
      const seats = await tx.matchSeat.findMany({ where: { matchId }, select: { userId: true } })
      const userIds = seats.flatMap(({ userId }) => userId ?? [])
      await tx.rating.updateMany({ where: { userId: { in: userIds }, task: match.task }, data: { opponents: 0 } })
      await countOpponents(tx, userIds, match.task)
      return { ratings }
    },
    { timeout: TIMEOUT },
  )
}
