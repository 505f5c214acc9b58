import { pointsOnTheServer } from './server-points.ts'
import type { Learner } from './policy-seat.ts'
import { contest } from './sparring-run.ts'

const POINTS = 300
const MIDDLE_GAMES = 60
const LEAST_SHARE = 0.55
const MOST_FORGOTTEN = 3

export interface Help {
  /** Share of the points that the last revision wins against the first, in the server's own matches. */
  duel: number
  /** Share of the points that each wins against the scripted person. */
  firstAgainstPerson: number
  lastAgainstPerson: number
  /** How often the last does better against the person than the first, as a share: o / (1 + o), where o is the ratio of their odds. */
  edge: number
  /** Mean margin to 21 against the middle built-in. */
  firstAgainstMiddle: number
  lastAgainstMiddle: number
  passes: boolean
}

/** Whether what was learned in a match helps: the last revision beats the first, head to head and in what each does to the same person, by at
 *  least 55 %; and it is at most 3 points of margin worse against the middle built-in. */
export async function pushesHelp(
  learner: Learner,
  first: Float32Array,
  last: Float32Array,
  seed: number,
): Promise<Help> {
  const duel = await pointsOnTheServer(learner, last, first, POINTS, seed)
  const [before, after] = [
    (await contest(learner, first, 'person', POINTS, seed + 10)).share,
    (await contest(learner, last, 'person', POINTS, seed + 10)).share,
  ]
  const [middleBefore, middleAfter] = [
    (await contest(learner, first, 'middle', MIDDLE_GAMES, seed + 20, 21)).margin,
    (await contest(learner, last, 'middle', MIDDLE_GAMES, seed + 20, 21)).margin,
  ]
  const odds = (share: number): number => (share + 1e-3) / (1 - share + 1e-3)
  const ratio = odds(after) / odds(before)
  const edge = ratio / (1 + ratio)
  return {
    duel,
    firstAgainstPerson: before,
    lastAgainstPerson: after,
    edge,
    firstAgainstMiddle: middleBefore,
    lastAgainstMiddle: middleAfter,
    passes: duel >= LEAST_SHARE && edge >= LEAST_SHARE && middleAfter >= middleBefore - MOST_FORGOTTEN,
  }
}
