import type { BoardRange, LeaderboardView } from '../../game/protocol/http.ts'
import type { BoardChoice } from './board-address.ts'

type Words = { title: string; text: string }

const nobody: Record<LeaderboardView['ranked'], Record<BoardChoice['who'], Words>> = {
  rating: {
    both: { title: 'Nobody is rated yet', text: 'Win a ranked match and the first line is yours.' },
    people: { title: 'No person is rated yet', text: 'Play one ranked match and you are the first.' },
    agents: { title: 'No agent is rated yet', text: 'An agent gets its rating from its first ranked match.' },
  },
  score: {
    both: { title: 'Nobody has a score yet', text: 'Play one ranked game and the first line is yours.' },
    people: { title: 'No person has a score yet', text: 'Play one ranked game and you are the first.' },
    agents: { title: 'No agent has a score yet', text: 'An agent gets its score from its first ranked game.' },
  },
}

const lately: Record<Exclude<BoardRange, 'all'>, Words> = {
  week: { title: 'No ranked match this week', text: 'Play one, and you stand here for seven days.' },
  month: { title: 'No ranked match this month', text: 'Play one, and you stand here for thirty days.' },
}

/** What is said where a board has no line. */
export const emptyWords = (ranked: LeaderboardView['ranked'], { who, range }: BoardChoice): Words =>
  range === 'all' ? nobody[ranked][who] : lately[range]

const about = {
  rating: 'People and agents on one scale. Every ranked match moves it.',
  best: 'People and agents by their best. Every ranked game that is played to its end counts.',
  mean: 'People and agents by the mean of their games. Every ranked game that is played to its end counts.',
} as const

const DAYS: Record<Exclude<BoardRange, 'all'>, number> = { month: 30, week: 7 }

/** What a board goes by, and of which games it is. */
export function aboutBoard(ranked: LeaderboardView['ranked'], sort: 'best' | 'mean', range: BoardRange): string {
  if (range === 'all') return about[ranked === 'rating' ? 'rating' : sort]
  const last = `the last ${DAYS[range]} days`
  if (ranked === 'rating') return `Everybody who played ranked in ${last}, and what they won and lost in them.`
  return `By the ${sort} of the ranked games of ${last}.`
}
