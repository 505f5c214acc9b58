import type { Difficulty } from '../../../game/protocol/terms.ts'

/** What is known of an agent's advantage over a person: by how much, in log-odds, it would win a point if it held nothing back. A normal
 *  distribution, as Glickman (1999) keeps one of a player's strength. */
export interface Advantage {
  mean: number
  variance: number
}

/** Two who have not met: about even, and little is certain. */
export const UNKNOWN: Advantage = { mean: 0, variance: 2 }

/** The largest ease. Beyond it an agent hardly moves any more, and is no worse for it. */
export const MOST_EASE = 0.9

/** Log-odds of a point that an agent gives away with each unit of ease: what was measured in Pong (`npm run bench -- difficulty`). It need not
 *  be exact, since what it says of an advantage is only ever used to say an ease again. */
const COST = 4.5

/** Variance that is added with each point: both learn while they play. */
const DRIFT = 0.2

/** Beyond these, points say nothing more about an advantage. */
const MOST_ADVANTAGE = 6

/** The share of the points that a person is to win. */
const PERSONS_SHARE = { easy: 0.62, even: 0.5 } as const

/** By how much more of the next points they are to win for each point that they are short of that, within bounds. */
const CATCH_UP = 0.1
const SHARES = { least: 0.2, most: 0.8 } as const

/** The points of a match so far. */
export interface Points {
  person: number
  agent: number
}

const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))

/** What is known after one more point, which the agent won or lost with this much ease: one step of an extended Kalman filter on
 *  P(the agent wins) = sigmoid(advantage − cost × ease). */
export function afterPoint({ mean, variance }: Advantage, ease: number, agentWon: boolean): Advantage {
  const expected = sigmoid(mean - COST * ease)
  const after = 1 / (1 / (variance + DRIFT) + expected * (1 - expected))
  const moved = mean + after * ((agentWon ? 1 : 0) - expected)
  return { mean: Math.max(-MOST_ADVANTAGE, Math.min(MOST_ADVANTAGE, moved)), variance: after }
}

/** The ease with which a match should come to the share of points that a difficulty aims at; 0 where the agent's best is not enough for that. */
export function easeFor({ mean }: Advantage, difficulty: Difficulty, { person, agent }: Points): number {
  if (difficulty === 'best') return 0
  const aim = PERSONS_SHARE[difficulty]
  const short = aim * (person + agent) - person
  const share = Math.max(SHARES.least, Math.min(SHARES.most, aim + CATCH_UP * short))
  const wanted = Math.log((1 - share) / share)
  return Math.max(0, Math.min(MOST_EASE, (mean - wanted) / COST))
}
