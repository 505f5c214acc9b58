import { discrete } from '../../core/spaces.ts'
import type { Task } from '../../core/task.ts'
import { forageBuiltIns } from './built-ins.ts'
import { ACTIONS } from '../four-ways.ts'
import * as F from './layout.ts'
import { forageWindow } from './observation-window.ts'
import { forageOptions, MAX_SECONDS } from './options.ts'
import { grows, reset, step } from './rules.ts'

/** # Forage v1 — gather the most before the time is over; take from the others, and let enough stand that it grows again.
 *
 * Two to eight seats on a meadow of 32 × 32 cells with seven patches of food, 13 cells each (at most two moves from the middle), drawn by chance at the
 * start, as is who begins in which of eight places. 30 ticks a second. An agent decides every 4 ticks; its action applies from the next tick on
 * (action latency 0).
 *
 * Actions: 0 stay, 1 up, 2 right, 3 down, 4 left.
 * A tick: one seat after the other, a different one first in each tick, acts if it wishes to and need not wait, and then waits 4 ticks. It moves to the
 * next cell and eats the food there. Where somebody stands it stays where it is and tags them, unless they are safe: they lose a quarter of their food,
 * rounded up, to it, cannot move for 30 ticks, and are safe for 120.
 * Growth: every 15 ticks chance is asked for a word for each patch. Its lower 16 bits draw one of the 13 cells, where food grows if there is neither food
 * nor somebody; in a patch with fewer than two pieces only if the upper 16 bits are a multiple of 8.
 * Reward: the change of what a seat has: 1 for a piece eaten, and what a tag gives and takes.
 * Ends: terminated after `seconds`. Options: seconds. Score: what a seat has.
 *
 * History: v1, the first. A change of any line above makes a new version.
 */
export const forage: Task = {
  id: 'forage',
  version: 1,
  name: 'Forage',
  about: 'Gather food that grows back, and tag whoever has more. Two to eight play.',
  seats: { min: 2, max: F.MOST_SEATS },
  ticksPerSecond: F.TICKS_PER_SECOND,
  decisionPeriod: F.MOVE_TICKS,
  actionLatency: 0,
  longestReactionTicks: 3 * F.MOVE_TICKS,
  maxTicks: MAX_SECONDS * F.TICKS_PER_SECOND,
  action: discrete(ACTIONS),
  observations: { window: forageWindow },
  options: forageOptions,
  quickGame: { seconds: 30 },
  episode: 'match',
  leaver: 'goes-on',
  scoring: { unit: 'food', ranked: 'rating', show: String },
  study: null,
  // All that stands at first and all that can grow, gathered by one.
  maxReturn: ({ seconds }) =>
    F.PATCHES * (F.PATCH_CELLS.length + Math.floor((seconds! * F.TICKS_PER_SECOND) / F.GROW_TICKS)),
  layout: F.FORAGE_LAYOUT,
  builtIns: forageBuiltIns,
  reset,
  asksChance: grows,
  step,
  score: (s, seat) => s[F.FOOD + seat]!,
  atServe: (s) => s[F.TICK]! % F.TICKS_PER_SECOND === 0,
}
