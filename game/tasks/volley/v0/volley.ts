import type { Row, Task } from '../../../core/task.ts'
import { BuiltInNetwork } from '../built-in-network.ts'
import { VOLLEY_ACTION } from '../built-ins.ts'
import * as V from '../layout.ts'
import { volleyState } from '../observation-state.ts'
import { asksChance, reset, settles, step } from '../rules.ts'

/** Where the twelve numbers begin that seats see: those of the bodies, but on a tick with a point those of the tick before. */
const SEEN = V.VOLLEY_LAYOUT.length

const see = (s: Row): void => void s.copyWithin(SEEN, V.BODIES, V.BODIES + V.BODIES_SIZE)

/** # Volley v0 — slime volleyball as hardmaru/slimevolleygym has it (SlimeVolley-v0; Ha 2020), its faults included, so that policies and scores
 * from elsewhere hold. For training and comparison.
 *
 * Court 48 × 48, the origin in the middle of the lower edge, y upwards; ground at y 1.5. A fence of width 1 stands in the middle, up to y 3.5, with a
 * round top of radius 0.5 at (0, 3.5). Slimes are round to the ball, with radius 1.5; the ball's radius is 0.5. Seat 0 plays on the left (side −1),
 * seat 1, the one that scores are published for, on the right (side +1). 30 ticks a second, a decision at each, which applies from the next tick.
 *
 * Actions: forward (towards the fence), backward, jump, any together; forward with backward is neither.
 * A serve: the ball at (0, 12), with vx = −20 + 40u and vy = 10 + 15u′ for two numbers of chance, in this order; held for 30 ticks. Slimes start
 * at x ± 12.
 * A tick, with dt 1/30, gravity g = −29.4 and a gap of 0.1 dt:
 * 1. Left slime, then right one: vy += g dt; on the ground (y ≤ 1.5 + gap) vy = 13.5 where jump is held, else 0; vx = ∓ 17.5 × side for forward
 *    and backward, else 0; moved by v dt. At or under the ground y = 1.5 and vy = 0; |x| is kept from 2 to 22.5, with vx = 0 there.
 * 2. The ball, unless it is held: vy += g dt; its speed is cut to 22.5; moved by v dt.
 * 3. The ball bounces off the left slime, the right one and the fence's top, in this order, where it overlaps them: moved along the line of their
 *    middles in steps of 0.1 until it does not, and its velocity relative to the body reflected there.
 * 4. At x ± 23.5 and y 47.5 the ball's velocity turns and it is put the gap inside. At y ≤ 2 there is a point for the right where x ≤ 0, else
 *    for the left, and a serve. A ball that came across x ± 1 in this tick towards the middle, and is at y ≤ 3.5, turns and is put the gap outside.
 * Reward: +1 and −1 for each point. Ends: terminated when a side has 5 points; truncated after 3,000 ticks.
 *
 * Faults that are kept: on a tick with a point, seats see the bodies as they were the tick before. A ball that comes into the band of the fence from
 * above passes through it. A ball that touches both slimes in one tick bounces off the left one first: but for that the sides are mirrors. The built-in's memory stays from one match to the next. A bounce also turns a ball that is leaving already. */
export const volleyV0: Task = {
  id: 'volley',
  version: 0,
  name: 'Volley, as published',
  about: 'Slime volleyball as it was published, faults included.',
  seats: { min: 2, max: 2 },
  ...V.TIMING,
  maxTicks: V.MAX_TICKS,
  action: VOLLEY_ACTION,
  observations: { state: volleyState(SEEN) },
  options: {},
  quickGame: {},
  episode: 'point',
  leaver: 'ends',
  scoring: { unit: 'points', ranked: 'rating', show: String },
  study: null,
  maxReturn: () => V.POINTS,
  layout: [...V.VOLLEY_LAYOUT, ...V.VOLLEY_LAYOUT.slice(V.BODIES).map((name) => `seen ${name}`)],
  builtIns: [
    {
      strength: 'published',
      name: 'Slime of 2015',
      description: 'The opponent that scores are published against.',
      options: () => ({}),
      create: () => new BuiltInNetwork(SEEN),
    },
  ],
  reset(s, _options, chance) {
    reset(s, V.POINTS, chance)
    see(s)
  },
  asksChance,
  settles,
  step(s, actions, chance, out) {
    if (!step(s, actions, chance, out, true)) see(s)
  },
  score: (s, seat) => s[V.LEFT_SCORE + seat]!,
  atServe: (s) => s[V.SERVE_IN]! > 0,
}
