import { display, ratingView } from '../../game/league/rating.ts'
import type { BestWin, StandingView } from '../../game/protocol/http.ts'
import { ratingHistoryOf } from './agents.ts'
import { playedSeats, winOf } from './best-win.ts'
import type { Database } from './connect.ts'
import { formOf } from './form.ts'
import { scoreView } from './score-board.ts'

/** Where a person stands in each task in which they count for a board. */
export async function standingsOf(db: Database, userId: string): Promise<StandingView[]> {
  const [ratings, scores] = await Promise.all([
    db.rating.findMany({ where: { userId } }),
    db.score.findMany({ where: { userId } }),
  ])
  const tasks = [...new Set([...ratings, ...scores].map(({ task }) => task))].sort()
  return Promise.all(
    tasks.map(async (task) => {
      const rating = ratings.find((row) => row.task === task)
      const score = scores.find((row) => row.task === task)
      const contender = `user:${userId}`
      return {
        task,
        rating: rating ? ratingView(rating) : null,
        ratingHistory: rating ? await ratingHistoryOf(db, contender, task) : [],
        score: score ? scoreView(score) : null,
        form: rating ? ((await formOf(db, [contender], task)).get(contender) ?? []) : [],
        bestWin: rating && rating.wins > 0 ? await bestWin(db, userId, task) : null,
      }
    }),
  )
}

/** The rated match that a person won against whoever was then surest to be strong (μ − 2σ), the latest of equals. */
async function bestWin(db: Database, userId: string, task: string): Promise<BestWin | null> {
  const [found] = await db.$queryRaw<{ matchId: string; mine: number; theirs: number }[]>`
    SELECT s."matchId", s.seat AS mine, o.seat AS theirs FROM "MatchSeat" s
    JOIN "Match" m ON m.id = s."matchId" AND m.rated AND m.public AND m.status = 'checked' AND m.task = ${task}
    JOIN "MatchSeat" o ON o."matchId" = s."matchId" AND o.place > s.place AND o."muBefore" IS NOT NULL
    WHERE s."userId" = ${userId} AND s.place = 1
    ORDER BY o."muBefore" - 2 * o."sigmaBefore" DESC, m."endedAt" DESC LIMIT 1`
  if (!found) return null
  const match = await db.match.findUnique({
    where: { id: found.matchId },
    select: {
      id: true,
      endedAt: true,
      seats: playedSeats,
    },
  })
  const [mine, theirs] = [found.mine, found.theirs].map((seat) => match?.seats.find((row) => row.seat === seat))
  if (!match || !mine || !theirs) return null
  const { muBefore, sigmaBefore } = theirs
  const rating = muBefore === null || sigmaBefore === null ? null : display({ mu: muBefore, sigma: sigmaBefore }).rating
  return { ...winOf(match, mine, theirs), rating }
}
