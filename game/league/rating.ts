import { rate as rateTeams } from 'openskill'
import type { RatingView } from '../protocol/http.ts'
import { RANKED_GAMES, RANKED_OPPONENTS } from './ranks.ts'

/** How good a contender is believed to be: a normal distribution, in OpenSkill's own scale. */
export interface Rating {
  mu: number
  sigma: number
}

/** A contender of whom nothing is known. OpenSkill begins at σ = 25/3, with which a newcomer's first loss costs up to 185 points; with 5 it
 *  costs at most 92, and ten games tell as much (DECISIONS.md). */
export const INITIAL: Rating = { mu: 25, sigma: 5 }

/** Grows with what ratings are computed from: stored ones of an earlier version are computed anew (server/jobs/refit-ratings.ts). */
export const RATING_VERSION = 1

/** Spread of one performance, in the scale of mu: OpenSkill's default. */
const BETA = 25 / 6

/** Added to the uncertainty before each match (√(σ² + τ²)), so that a rating can always still move: OpenSkill's default. */
const TAU = 25 / 300

/** Points for one unit of mu. Two contenders who are known well win by 1 / (1 + e^(−Δμ/√2β)), so 400 / (ln 10 · √2 · β) ≈ 29.5 points
 *  would be Elo's scale exactly (200 points: three wins in four); 30 keeps the figures round. */
const SCALE = 30
const SHOWN_START = 1500

/** An agent is shown with a mark while its uncertainty is at least this (lichess shows "?" from 110), in points. */
export const PROVISIONAL_UNCERTAINTY = 110

/** The same in the scale of sigma, for queries. */
export const ESTABLISHED_SIGMA = PROVISIONAL_UNCERTAINTY / SCALE

/** Of a rating that is not settled only what lies this many sigma below it is taken for shown. */
export const BOUND_SIGMAS = 2

/** The ratings after a match, in the order of `seats`: OpenSkill's Plackett–Luce model (Weng & Lin 2011, algorithm 4), every seat a team
 *  of one. place: 1 for the best, equal places are a draw. */
export function rate(seats: readonly (Rating & { place: number })[]): Rating[] {
  const teams = seats.map(({ mu, sigma }) => [{ mu, sigma }])
  const after = rateTeams(teams, { rank: seats.map(({ place }) => place), beta: BETA, tau: TAU })
  return after.map((team, i) => team[0] ?? { mu: seats[i]!.mu, sigma: seats[i]!.sigma })
}

/** A rating in points, as people see it: whole numbers. 1500 is a contender of whom nothing is known. */
export function display({ mu, sigma }: Rating): { rating: number; uncertainty: number } {
  return { rating: Math.round(SHOWN_START + SCALE * (mu - INITIAL.mu)), uncertainty: Math.round(SCALE * sigma) }
}

/** What a contender is at least, as far as can be told (μ − 2σ): what the board goes by until a rating is settled. */
export function lowerBound({ mu, sigma }: Rating): number {
  return mu - BOUND_SIGMAS * sigma
}

/** How much a contender has played; of a person the different opponents, null for an agent. */
export interface Played {
  games: number
  wins: number
  opponents: number | null
}

/** Whether a rating is not yet worth a rank. */
export function isProvisional({ sigma, games, wins, opponents }: Played & { sigma: number }): boolean {
  if (opponents === null) return sigma >= ESTABLISHED_SIGMA
  return games < RANKED_GAMES || opponents < RANKED_OPPONENTS || wins === 0
}

/** A stored rating as the page gets it. */
export function ratingView(
  row: Rating & { games: number; wins: number; losses: number; opponents: number; userId: string | null },
): RatingView {
  const { sigma, games, wins, losses } = row
  const opponents = row.userId === null ? null : row.opponents
  return { ...display(row), games, wins, losses, provisional: isProvisional({ sigma, games, wins, opponents }) }
}
