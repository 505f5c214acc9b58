import { uniform } from '../../core/chance.ts'
import { randomBuiltIn } from '../../core/random-built-in.ts'
import { cosine } from '../../core/sine.ts'
import { box, discrete } from '../../core/spaces.ts'
import type { Observation, Row, Task } from '../../core/task.ts'
import { alone } from '../alone.ts'
import { rocks } from './built-in.ts'
import * as M from './layout.ts'

const state: Observation = {
  name: 'state',
  history: 0,
  space: box({ position: [M.LEFT_WALL, M.RIGHT_END], velocity: [-M.MAX_VELOCITY, M.MAX_VELOCITY] }),
  observe(s: Row, _seat, out, offset) {
    out[offset] = s[M.POSITION]!
    out[offset + 1] = s[M.VELOCITY]!
  },
}

const action = discrete(['left', 'none', 'right'])

/** # Mountain Car v1 — get out of the valley with a motor that is weaker than the slope. MountainCar-v0 of Gymnasium, after Moore (1990) and
 * Sutton & Barto, example 10.1.
 *
 * Alone. Actions: 0 drives to the left, 1 not at all, 2 to the right.
 * A step: v += 0.001 · (action − 1) − 0.0025 · cos(3 p), cut off at ±0.07; p += v, kept from −1.2 to 0.6; at the left wall a velocity to the
 * left becomes 0.
 * Start: p uniform from −0.6 to −0.4, v 0. Reward: −1 for each step, the last one too.
 * Ends: terminated at p of 0.5 or more with v not below 0; truncated after 200 steps.
 * Score: the return, shown as the steps that it took. 30 ticks a second, a decision at each.
 *
 * | obs | meaning  | min   | max  |
 * | 0   | position | −1.2  | 0.6  |
 * | 1   | velocity | −0.07 | 0.07 |
 *
 * History: v1, the first. A change of any line above makes a new version.
 */
export const mountaincar: Task = {
  ...alone,
  id: 'mountaincar',
  version: 1,
  name: 'Mountain Car',
  about: 'The hill is steeper than the engine is strong: rock your way out.',
  ticksPerSecond: 30,
  longestReactionTicks: 12,
  maxTicks: M.LONGEST,
  action,
  observations: { state },
  scoring: { unit: 'steps', ranked: 'score', sort: 'best', show: (score) => String(0 - score) },
  maxReturn: () => -M.SHORTEST,
  layout: M.MOUNTAINCAR_LAYOUT,
  builtIns: [randomBuiltIn(action), rocks],
  reset(s, _options, chance) {
    s[M.POSITION] = M.FIRST_START + (M.LAST_START - M.FIRST_START) * uniform(chance)
    s[M.VELOCITY] = 0
    s[M.TICK] = 0
  },
  step(s, actions, _chance, out) {
    const position = s[M.POSITION]!
    const gain = (actions[0]! - 1) * M.FORCE + cosine(3 * position) * -M.GRAVITY
    const velocity = Math.max(-M.MAX_VELOCITY, Math.min(M.MAX_VELOCITY, s[M.VELOCITY]! + gain)) + 0
    const next = Math.max(M.LEFT_WALL, Math.min(M.RIGHT_END, position + velocity)) + 0
    const tick = s[M.TICK]! + 1
    s[M.POSITION] = next
    s[M.VELOCITY] = velocity
    if (next === M.LEFT_WALL && velocity < 0) s[M.VELOCITY] = 0
    s[M.TICK] = tick
    const arrived = next >= M.GOAL && velocity >= 0
    out.rewards[0] = -1
    out.terminated = arrived
    out.truncated = !arrived && tick >= M.LONGEST
  },
  score: (s) => 0 - s[M.TICK]!,
}
