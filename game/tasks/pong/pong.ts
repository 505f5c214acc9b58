import { discrete } from '../../core/spaces.ts'
import type { Task } from '../../core/task.ts'
import { pongBuiltIns } from './built-ins.ts'
import { pongPixels } from './observation-pixels.ts'
import { pongState } from './observation-state.ts'
import * as P from './layout.ts'
import { mirror } from './mirror.ts'
import { OUT_OF_REACH, pongOptions } from './options.ts'
import { PongPerson } from './person/model.ts'
import { pongPersonView } from './person-view.ts'
import { practiceStart, reset, settles, step } from './rules.ts'
import { pongStyle } from './style.ts'

/** # Pong v1 — keep the ball out of your goal.
 *
 * Court 160 × 160, the origin in its middle, y upwards. Seat 0 plays the paddle on the left, seat 1 the one on the right. 60 ticks a second.
 * An agent decides every 4 ticks; its action applies from the third tick after the state that it saw (action latency 2).
 *
 * Actions: 0 stay, 1 up, 2 down.
 * A tick: the paddles move by 2 × the seat's speed option, kept in the court. Then, unless a serve is awaited, the ball moves. It is reflected
 * by the walls at y ± 79. Where it crosses x ± 66 with its centre at most 10 from the paddle's, it is returned: the rally grows by one hit,
 * the horizontal speed becomes min(3.2, 1.25 + 0.07 × hits), and the vertical one that speed × 1.1 × (distance from the paddle's centre ÷ 10).
 * A ball that passed a paddle is lost: beyond x ± 82 it is a point for the other side.
 * A serve: the ball rests in the middle for 60 ticks (90 at the start of the match); in the last of them chance is asked for two words, and the
 * ball leaves at 1.25 towards the side given by the top bit of the first (0 left), rising or falling by a slope uniform in ±0.9 given by the second.
 * A rally of 3,600 ticks is let: a serve, and no point.
 * Reward: +1 and −1 for each point. Ends: terminated when a side has `target` points; truncated after 54,000 ticks.
 * Options: target (points to win; 999 is out of reach), leftSpeed and rightSpeed (a handicap of the paddle, 1 = none).
 *
 * The two sides are exact mirrors. History: v1, the first. A change of any line above makes a new version.
 */
export const pong: Task = {
  id: 'pong',
  version: 1,
  name: 'Pong',
  about: 'Send the ball past the other paddle.',
  seats: { min: 2, max: 2 },
  ...P.TIMING,
  maxTicks: P.MAX_TICKS,
  action: discrete(['stay', 'up', 'down']),
  observations: { state: pongState, pixels: pongPixels },
  options: pongOptions,
  quickGame: { target: 3 },
  timedGame: { target: OUT_OF_REACH },
  episode: 'point',
  leaver: 'ends',
  scoring: { unit: 'points', ranked: 'rating', show: String },
  style: pongStyle,
  study: { personView: pongPersonView, practiceStart, model: () => new PongPerson() },
  maxReturn: (options) => options['target']!,
  mirror,
  layout: P.PONG_LAYOUT,
  builtIns: pongBuiltIns,
  reset,
  asksChance: (s) => s[P.SERVE_IN] === 1,
  settles,
  step,
  score: (s, seat) => s[P.LEFT_SCORE + seat]!,
  atServe: (s) => s[P.SERVE_IN]! > 1,
}
