import { uniform } from '../../core/chance.ts'
import { randomBuiltIn } from '../../core/random-built-in.ts'
import { cosine, sine } from '../../core/sine.ts'
import { box, type Continuous } from '../../core/spaces.ts'
import type { Observation, Row, Task } from '../../core/task.ts'
import { alone } from '../alone.ts'
import { swingsUp } from './built-in.ts'
import * as P from './layout.ts'

const state: Observation = {
  name: 'state',
  history: 0,
  space: box({ cosine: [-1, 1], sine: [-1, 1], speed: [-P.MAX_SPEED, P.MAX_SPEED] }),
  observe(s: Row, _seat, out, offset) {
    const angle = s[P.ANGLE]!
    out[offset] = cosine(angle)
    out[offset + 1] = sine(angle)
    out[offset + 2] = s[P.SPEED]!
  },
}

const action: Continuous = { kind: 'continuous', labels: ['torque'] }

/** # Pendulum v1 — swing the rod up and hold it there, with a motor that is too weak to lift it. Pendulum-v1 of Gymnasium.
 *
 * Alone. Action: one number from −1 to 1, of which 1 is a torque of 2 N m to where angles grow; beyond ±1 it is cut off. In a match it is one
 * of 255 steps (a signed byte); whoever steps the task itself may give any number, half of what Gymnasium calls the action.
 * A step, with a rod of 1 m and 1 kg, g = 10, upright θ = 0, the torque u, and 0.05 s:
 *   θ̇ += (15 sin θ + 3 u) · 0.05, cut off at ±8; then θ += 0.05 of the new θ̇
 * Reward: −(θ² + 0.1 θ̇² + 0.001 u²) with θ, from −π to π, and θ̇ from before the step.
 * Start: θ uniform in ±π, then θ̇ uniform in ±1. Ends: truncated after 200 steps; never terminated.
 * Score: the return. 20 ticks a second, a decision at each, which is as fast as the rod's own time.
 *
 * | obs | meaning         | min | max |
 * | 0   | cos θ           | −1  | 1   |
 * | 1   | sin θ           | −1  | 1   |
 * | 2   | θ̇, in rad/s     | −8  | 8   |
 *
 * History: v1, the first. A change of any line above makes a new version.
 */
export const pendulum: Task = {
  ...alone,
  id: 'pendulum',
  version: 1,
  name: 'Pendulum',
  about: 'Swing it up with a motor that is too weak, and keep it there.',
  ticksPerSecond: 20,
  longestReactionTicks: 8,
  maxTicks: P.STEPS,
  action,
  observations: { state },
  // Half of the starts cost more than the best play of the other half: a single best score would be luck.
  scoring: { unit: 'points', ranked: 'score', sort: 'mean', show: (score) => score.toFixed(1).replace('-', '−') },
  maxReturn: () => 0,
  layout: P.PENDULUM_LAYOUT,
  builtIns: [randomBuiltIn(action), swingsUp],
  reset(s, _options, chance) {
    s[P.ANGLE] = -P.PI + 2 * P.PI * uniform(chance)
    s[P.SPEED] = -1 + 2 * uniform(chance)
    s[P.TICK] = 0
    s[P.SCORE] = 0
  },
  step(s, actions, _chance, out) {
    const angle = s[P.ANGLE]!
    const speed = s[P.SPEED]!
    const torque = Math.max(-P.MAX_TORQUE, Math.min(P.MAX_TORQUE, P.MAX_TORQUE * actions[0]!))
    const away = P.wrapped(angle)
    const reward = 0 - (away * away + P.SPEED_COST * (speed * speed) + P.TORQUE_COST * (torque * torque))
    const gain = (P.FALL * sine(angle) + P.TURN * torque) * P.SECONDS
    const nextSpeed = Math.max(-P.MAX_SPEED, Math.min(P.MAX_SPEED, speed + gain)) + 0
    const tick = s[P.TICK]! + 1
    s[P.ANGLE] = angle + nextSpeed * P.SECONDS + 0
    s[P.SPEED] = nextSpeed
    s[P.TICK] = tick
    s[P.SCORE] = s[P.SCORE]! + reward
    out.rewards[0] = reward
    out.terminated = false
    out.truncated = tick >= P.STEPS
  },
  score: (s) => s[P.SCORE]!,
}
