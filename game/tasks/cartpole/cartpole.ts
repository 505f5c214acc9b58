import { uniform } from '../../core/chance.ts'
import { randomBuiltIn } from '../../core/random-built-in.ts'
import { cosine, sine } from '../../core/sine.ts'
import { box, discrete } from '../../core/spaces.ts'
import type { Observation, Row, Task } from '../../core/task.ts'
import { alone } from '../alone.ts'
import { balances } from './built-in.ts'
import * as C from './layout.ts'

const state: Observation = {
  name: 'state',
  history: 0,
  space: box({
    x: [-2 * C.FURTHEST_X, 2 * C.FURTHEST_X],
    xSpeed: [-10, 10],
    angle: [-2 * C.FURTHEST_ANGLE, 2 * C.FURTHEST_ANGLE],
    angleSpeed: [-5, 5],
  }),
  observe(s: Row, _seat, out, offset) {
    out[offset] = s[C.X]!
    out[offset + 1] = s[C.X_SPEED]!
    out[offset + 2] = s[C.ANGLE]!
    out[offset + 3] = s[C.ANGLE_SPEED]!
  },
}

const action = discrete(['left', 'right'])
const [LEFT, RIGHT] = [0, 1]

/** # Cartpole v1 — keep the pole upright by pushing the cart it stands on. CartPole-v1 of Gymnasium, after Barto, Sutton & Anderson (1983).
 *
 * Alone. Actions: 0 pushes the cart to the left with 10 N, 1 to the right. A step is 0.02 s of the cart's time.
 * A step, with the pole's half length l = 0.5 m and mass m = 0.1 kg, all mass M = 1.1 kg, and everything on the right from before the step:
 *   f = (force + m l θ̇² sin θ) ÷ M
 *   θ̈ = (9.8 sin θ − f cos θ) ÷ (l (4/3 − m cos² θ ÷ M))
 *   ẍ = f − m l θ̈ cos θ ÷ M
 *   x += 0.02 ẋ, ẋ += 0.02 ẍ, θ += 0.02 θ̇, θ̇ += 0.02 θ̈
 * Start: x, ẋ, θ and θ̇, drawn in this order, uniform in ±0.05.
 * Reward: 1 for each step, the last one too. Ends: terminated where x leaves ±2.4 m or θ leaves ±12°; truncated after 500 steps.
 * Score: the return, so the steps that it stood.
 * A second of a match is half a second of the cart's, so that a person has time to see the pole lean: 25 ticks a second, a decision at each.
 * Until a person does something, their cart is pushed to the left and to the right in turn.
 *
 * | obs | meaning                              | min    | max   | Gymnasium leaves the speeds without bounds. No pushes within the
 * | 0   | x of the cart, in m                  | −4.8   | 4.8   | ends reach these: an acceleration below 10 m/s² over 4.8 m ends
 * | 1   | its speed, in m/s                    | −10    | 10    | below 9.8 m/s, one below 20 rad/s² over 24° below 4.2 rad/s.
 * | 2   | angle of the pole, upright 0, in rad | −0.419 | 0.419 |
 * | 3   | its speed, in rad/s                  | −5     | 5     |
 *
 * History: v1, the first. A change of any line above makes a new version.
 */
export const cartpole: Task = {
  ...alone,
  id: 'cartpole',
  version: 1,
  name: 'Cartpole',
  about: 'Keep a pole upright by pushing the cart below it.',
  ticksPerSecond: 25,
  longestReactionTicks: 10,
  maxTicks: C.LONGEST,
  action,
  // To push to either side in turn is what comes closest to no push.
  rest: [LEFT, RIGHT],
  observations: { state },
  scoring: { unit: 'steps', ranked: 'score', sort: 'mean', show: String },
  maxReturn: () => C.LONGEST,
  layout: C.CARTPOLE_LAYOUT,
  builtIns: [randomBuiltIn(action), balances],
  reset(s, _options, chance) {
    for (let i = C.X; i <= C.ANGLE_SPEED; i++) s[i] = -C.START + 2 * C.START * uniform(chance)
    s[C.TICK] = 0
  },
  step(s, actions, _chance, out) {
    const x = s[C.X]! + C.SECONDS * s[C.X_SPEED]!
    const angle = s[C.ANGLE]!
    const angleSpeed = s[C.ANGLE_SPEED]!
    const sin = sine(angle)
    const cos = cosine(angle)
    const force = actions[0] === RIGHT ? C.FORCE : -C.FORCE
    const push = (force + C.POLE_MOMENT * (angleSpeed * angleSpeed) * sin) / C.ALL_MASS
    const angleGain =
      (C.GRAVITY * sin - cos * push) / (C.HALF_LENGTH * (4 / 3 - (C.POLE_MASS * (cos * cos)) / C.ALL_MASS))
    const gain = push - (C.POLE_MOMENT * angleGain * cos) / C.ALL_MASS
    const nextAngle = angle + C.SECONDS * angleSpeed
    const tick = s[C.TICK]! + 1
    s[C.X] = x
    s[C.X_SPEED] = s[C.X_SPEED]! + C.SECONDS * gain
    s[C.ANGLE] = nextAngle
    s[C.ANGLE_SPEED] = angleSpeed + C.SECONDS * angleGain
    s[C.TICK] = tick
    const fell = x < -C.FURTHEST_X || x > C.FURTHEST_X || nextAngle < -C.FURTHEST_ANGLE || nextAngle > C.FURTHEST_ANGLE
    out.rewards[0] = 1
    out.terminated = fell
    out.truncated = !fell && tick >= C.LONGEST
  },
  score: (s) => s[C.TICK]!,
}
