import type { Task } from '../../core/task.ts'
import { SUMO_ACTION, sumoBuiltIns } from './built-ins.ts'
import * as S from './layout.ts'
import { mirror } from './mirror.ts'
import { sumoState } from './observation-state.ts'
import { OUT_OF_REACH, sumoOptions } from './options.ts'
import { practiceStart, reset, settles, step } from './rules.ts'

/** # Sumo v1 — push the other disc out of the ring.
 *
 * A ring of radius 10 around the origin, x to the right, y upwards; two discs of radius 1 and equal mass. Seat 0 starts on the left, seat 1 on the right.
 * 60 ticks a second. An agent decides every 4 ticks; its action applies from the third tick after the state that it saw (action latency 2).
 *
 * Actions: thrust forward (away from the side on which the seat starts: + is to the right for seat 0, to the left for seat 1) and up, each −1 to 1;
 * a thrust longer than 1 is cut to length 1, so that keys, sticks and pointers are equally strong.
 * A round starts with the discs at rest at (−5, y + d) and (5, y − d), where y is uniform in ± 4 and d in ± 0.5, two numbers of chance in this order.
 * They wait for 60 ticks (90 at the start of the match). From then on the ring shrinks evenly, to nothing in 720 ticks.
 * A tick of a round: for each disc v = (v + thrust ÷ 160) × 31/32, so that thrust comes to 0.19375 a tick, and it moves by v. Where the discs overlap
 * they are moved apart evenly along the line of their middles, and if they come nearer to each other along it, their velocities along it are exchanged
 * (restitution 1). Middles on each other part sideways. Then: whose middle is outside the ring has lost the round; if both are, who is further out;
 * if both are as far, nobody, and there is another round.
 * After a round the discs rest where they are for 45 ticks; in the last of them chance is asked for the next one.
 * Reward: +1 and −1 for each round. Ends: terminated when a side has won `target` rounds; truncated after 18,000 ticks.
 * Options: target (rounds to win: 3, the best of five; 999 is out of reach).
 *
 * The two sides are exact mirrors. History: v1, the first. A change of any line above makes a new version. */
export const sumo: Task = {
  id: 'sumo',
  version: 1,
  name: 'Sumo',
  about: 'Push the other disc out of a ring that shrinks.',
  seats: { min: 2, max: 2 },
  ...S.TIMING,
  maxTicks: S.MAX_TICKS,
  action: SUMO_ACTION,
  observations: { state: sumoState },
  options: sumoOptions,
  quickGame: { target: 2 },
  timedGame: { target: OUT_OF_REACH },
  episode: 'point',
  leaver: 'ends',
  scoring: { unit: 'rounds', ranked: 'rating', show: String },
  study: { personView: sumoState, practiceStart },
  maxReturn: (options) => options['target']!,
  mirror,
  layout: S.SUMO_LAYOUT,
  builtIns: sumoBuiltIns,
  reset,
  asksChance: (s) => s[S.OUTCOME_IN] === 1,
  settles,
  step,
  score: (s, seat) => s[S.LEFT_SCORE + seat]!,
  atServe: (s) => s[S.START_IN]! > 0,
}
