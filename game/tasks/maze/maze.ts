import { discrete } from '../../core/spaces.ts'
import type { Task } from '../../core/task.ts'
import { mazeBuiltIns } from './built-ins.ts'
import { ACTIONS } from '../four-ways.ts'
import * as M from './layout.ts'
import { mazeWindow } from './observation-window.ts'
import { mazeOptions } from './options.ts'
import { reset, step } from './rules.ts'

const MAX_SECONDS = M.MAX_TICKS / M.TICKS_PER_SECOND

/** # Maze v1 — find the key, open the door, be at the goal first.
 *
 * One to four seats run through the same maze, which chance draws at the start, or which is always the same one. 30 ticks a second. An agent decides
 * every 4 ticks; its action applies from the next tick on (action latency 0).
 *
 * Actions: 0 stay, 1 up, 2 right, 3 down, 4 left.
 * The maze: `size` × `size` cells, a tile each, with a tile of wall or gap between neighbours and a wall around. Its corridors are a tree. All start
 * in the upper left cell. The goal is the furthest cell; the door stands in a gap two thirds of the way to it; the key lies in the furthest cell on
 * this side of the door. Seats do not hinder each other, and each takes a key of its own.
 * A tick: a seat that wishes to go onto a tile that is no wall, nor the door while it has no key, is there, and then waits so that it moves at
 * most every 4 ticks. On the tile of the key it has the key. On that of the goal it is done.
 * Reward: 1 for coming to the goal, nothing else.
 * Ends: terminated when all seats are done, or 20 s after the first one is; truncated after 120 s.
 * Score: seconds to the goal, counted negative; −120 for who has not come there.
 * Options: size (4, 7 or 12 cells), maze (0 a fresh one; 1 and more, always the same).
 *
 * History: v1, the first. A change of any line above makes a new version.
 */
export const maze: Task = {
  id: 'maze',
  version: 1,
  name: 'Maze',
  about: 'A key, a door, a way out: be there first. One to four run.',
  seats: { min: 1, max: M.MOST_SEATS },
  ticksPerSecond: M.TICKS_PER_SECOND,
  decisionPeriod: M.MOVE_TICKS,
  actionLatency: 0,
  longestReactionTicks: 2 * M.MOVE_TICKS,
  maxTicks: M.MAX_TICKS,
  action: discrete(ACTIONS),
  observations: { window: mazeWindow },
  options: mazeOptions,
  quickGame: { size: 4 },
  episode: 'match',
  leaver: 'goes-on',
  scoring: {
    unit: 'seconds',
    ranked: 'score',
    sort: 'mean',
    show: (score) => (score <= -MAX_SECONDS ? 'not there' : `${(-score).toFixed(1)} s`),
  },
  study: null,
  maxReturn: () => 1,
  layout: M.MAZE_LAYOUT,
  builtIns: mazeBuiltIns,
  reset,
  asksChance: () => false,
  step,
  score: (s, seat) => (s[M.DONE_AT + seat]! > 0 ? -s[M.DONE_AT + seat]! / M.TICKS_PER_SECOND : -MAX_SECONDS),
  atServe: (s) => s[M.TICK]! % M.TICKS_PER_SECOND === 0,
}
