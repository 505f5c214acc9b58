import { uniform } from '../../../../game/core/chance.ts'
import { randomBuiltIn } from '../../../../game/core/random-built-in.ts'
import { box, discrete } from '../../../../game/core/spaces.ts'
import type { BuiltIn, Observation, Row, Task } from '../../../../game/core/task.ts'

const TRAY = 0
const BALL = 1
/** Ticks until the ball is down. */
const FALL = 2
/** Balls that are still to come, with the one that falls. */
const LEFT = 3
const CAUGHT = 4

const FALL_TICKS = 30
const TRAY_STEP = 0.1
const TRAY_HALF_WIDTH = 0.15
const MOST_BALLS = 50

const state: Observation = {
  name: 'state',
  history: 0,
  space: box({ tray: [-1, 1], ball: [-1, 1], height: [0, 1] }),
  observe(s: Row, _seat, out, offset) {
    out[offset] = s[TRAY]!
    out[offset + 1] = s[BALL]!
    out[offset + 2] = s[FALL]! / FALL_TICKS
  },
}

const action = discrete(['stay', 'left', 'right'])
const [STAY, MOVE_LEFT, MOVE_RIGHT] = [0, 1, 2]

const follows: BuiltIn = {
  strength: 'steady',
  name: 'Tray',
  description: 'Goes to where the ball will be.',
  options: () => ({}),
  create: () => ({
    decide(s) {
      const way = s[BALL]! - s[TRAY]!
      if (Math.abs(way) < TRAY_HALF_WIDTH) return STAY
      return way < 0 ? MOVE_LEFT : MOVE_RIGHT
    },
  }),
}

/** # Catch v1 — keep the tray under the falling ball.
 *
 * Alone. Actions: 0 stay, 1 left, 2 right, by 0.1 a tick, kept between −1 and 1. A ball falls for 30 ticks, straight down; one that comes down within
 * 0.15 of the tray is caught. Then chance says where the next one falls, uniform from −1 to 1. Start: the tray at 0.
 * Reward: 1 for each ball that is caught. Ends: terminated after `balls` balls. 20 ticks a second, a decision every 2.
 *
 * | obs | meaning                  | min | max |
 * | 0   | the tray                 | −1  | 1   |
 * | 1   | the ball                 | −1  | 1   |
 * | 2   | its height               | 0   | 1   |
 *
 * History: v1, the first. A change of any line above makes a new version.
 */
export const catchTask: Task = {
  id: 'catch',
  version: 1,
  name: 'Catch',
  about: 'Be where it falls.',
  seats: { min: 1, max: 1 },
  ticksPerSecond: 20,
  decisionPeriod: 2,
  actionLatency: 1,
  longestReactionTicks: 6,
  maxTicks: MOST_BALLS * FALL_TICKS,
  action,
  observations: { state },
  options: {
    balls: {
      label: 'Balls',
      default: 10,
      min: 1,
      max: MOST_BALLS,
      integer: true,
      choices: [5, 10, 20].map((value) => ({ value, label: String(value) })),
      say: (balls) => `${balls} balls`,
      chooser: 'players',
    },
  },
  quickGame: { balls: 5 },
  episode: 'match',
  leaver: 'ends',
  scoring: { unit: 'balls', ranked: 'score', sort: 'mean', show: String },
  study: null,
  maxReturn: (options) => options['balls']!,
  layout: ['tray', 'ball', 'fall', 'left', 'caught'],
  builtIns: [randomBuiltIn(action), follows],
  reset(s, options, chance) {
    s.fill(0)
    s[BALL] = 2 * uniform(chance) - 1
    s[FALL] = FALL_TICKS
    s[LEFT] = options['balls']!
  },
  asksChance: (s) => s[FALL] === 1,
  settles: (s) => s[FALL] === 1,
  step(s, actions, chance, out) {
    const way = actions[0] === MOVE_LEFT ? -TRAY_STEP : actions[0] === MOVE_RIGHT ? TRAY_STEP : 0
    const tray = Math.max(-1, Math.min(1, s[TRAY]! + way)) + 0
    const fall = s[FALL]! - 1
    const caught = fall === 0 && Math.abs(tray - s[BALL]!) <= TRAY_HALF_WIDTH
    s[TRAY] = tray
    s[FALL] = fall
    if (fall === 0) {
      s[BALL] = 2 * uniform(chance) - 1
      s[FALL] = FALL_TICKS
      s[LEFT] = s[LEFT]! - 1
    }
    if (caught) s[CAUGHT] = s[CAUGHT]! + 1
    out.rewards[0] = caught ? 1 : 0
    out.terminated = s[LEFT]! <= 0
    out.truncated = false
  },
  score: (s) => s[CAUGHT]!,
  atServe: (s) => s[FALL] === FALL_TICKS,
}
