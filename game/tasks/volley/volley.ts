import { uniform } from '../../core/chance.ts'
import type { Task } from '../../core/task.ts'
import { VOLLEY_ACTION, volleyBuiltIns } from './built-ins.ts'
import * as V from './layout.ts'
import { mirror } from './mirror.ts'
import { volleyState } from './observation-state.ts'
import { OUT_OF_REACH, volleyOptions } from './options.ts'
import { volleyPersonView } from './person-view.ts'
import { asksChance, reset, settles, step } from './rules.ts'

/** Longest that practice waits for a serve, in ticks. */
const PRACTICE_HELD_TICKS = 10

/** # Volley v1 — keep the ball off your ground.
 *
 * Volley v0 (v0/volley.ts says all the rest, line by line) with these differences:
 * 1. The fence is solid: a ball that is within x ± 1 at y ≤ 3.5 after its bounces is put the gap outside, on the side on which it began the tick,
 *    and its vx is turned away from the fence where it was not already.
 * 2. A ball that touches both slimes in one tick bounces first off the one in whose half it is, so that the two sides are exact mirrors.
 * 3. Seats always see the bodies as they are, also on a tick with a point.
 * 4. Option target: points to win (5; 999 is out of reach).
 * 5. The built-ins are the published network, which thinks at each tick and takes its buttons anew at every one, every second or every fourth. They
 *    begin each match without memory.
 *
 * History: v0 as published; v1 the above. A change of any line makes a new version. */
export const volley: Task = {
  id: 'volley',
  version: 1,
  name: 'Volley',
  about: 'Two jumpers and a ball: keep it off your ground.',
  seats: { min: 2, max: 2 },
  ...V.TIMING,
  maxTicks: V.MAX_TICKS,
  action: VOLLEY_ACTION,
  observations: { state: volleyState(V.BODIES) },
  options: volleyOptions,
  quickGame: { target: 2 },
  timedGame: { target: OUT_OF_REACH },
  episode: 'point',
  leaver: 'ends',
  scoring: { unit: 'points', ranked: 'rating', show: String },
  study: {
    personView: volleyPersonView,
    /** Slimes anywhere on the ground of their halves, as after a point, and the ball held for at most a third of a second. */
    practiceStart(s, chance) {
      const range = V.FURTHEST - V.NEAREST
      s[V.LEFT + V.X] = -(V.NEAREST + range * uniform(chance))
      s[V.RIGHT + V.X] = V.NEAREST + range * uniform(chance)
      s[V.SERVE_IN] = 1 + Math.floor(uniform(chance) * PRACTICE_HELD_TICKS)
    },
  },
  maxReturn: (options) => options['target']!,
  mirror,
  layout: V.VOLLEY_LAYOUT,
  builtIns: volleyBuiltIns,
  reset: (s, options, chance) => reset(s, options['target']!, chance),
  asksChance,
  settles,
  step: (s, actions, chance, out) => void step(s, actions, chance, out, false),
  score: (s, seat) => s[V.LEFT_SCORE + seat]!,
  atServe: (s) => s[V.SERVE_IN]! > 0,
}
