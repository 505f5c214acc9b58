/** How hard an agent is for somebody who is new: a word that needs no figures. */
export type Level = 'Easy' | 'Medium' | 'Hard'

/** In points of a rating; who is new begins at 1500. Below this they win more than two games of three … */
const EASY_BELOW = 1300
/** … and from this on fewer than one of six. */
const HARD_FROM = 1850

/** The level of an agent by its rating, in points; null where it has none. */
export function levelOf(rating: number | null): Level | null {
  if (rating === null) return null
  if (rating < EASY_BELOW) return 'Easy'
  return rating < HARD_FROM ? 'Medium' : 'Hard'
}

/** What each of them means, the easiest first. */
export const LEVELS: readonly { level: Level; means: string }[] = [
  { level: 'Easy', means: 'you will probably win' },
  { level: 'Medium', means: 'it can go either way' },
  { level: 'Hard', means: 'few people win' },
]
