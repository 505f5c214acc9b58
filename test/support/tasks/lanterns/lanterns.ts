import { uniform } from '../../../../game/core/chance.ts'
import { box } from '../../../../game/core/spaces.ts'
import type { BuiltIn, Observation, Row, Task } from '../../../../game/core/task.ts'

const TICK = 0
const LENGTH = 1
const SHOWN = 2
const LEFT = 3
const SCORES = 4
/** Ticks for which lanterns are lit. */
const LIT = 10

const state: Observation = {
  name: 'state',
  space: box({ first: [0, 1], second: [0, 1], left: [0, 1] }),
  history: 0,
  observe(row, _seat, out, offset) {
    out[offset] = row[SHOWN]! % 2
    out[offset + 1] = row[SHOWN]! >= 2 ? 1 : 0
    out[offset + 2] = row[LEFT]! / LIT
  },
}

/** # Lanterns v1 — hold the buttons of the lanterns that are lit.
 *
 * Two or three seats, two buttons each. Every 10 ticks chance lights none, one or both of two lanterns. In the tick before that a seat that holds just
 * the buttons of those that are lit has a point. 20 ticks a second, a decision every 2. Who leaves does not end it.
 * Reward: 1 for a point. Ends: terminated after `length` ticks, a multiple of 10.
 * | obs | meaning                       | min | max |
 * | 0   | the first lantern is lit      | 0   | 1   |
 * | 1   | the second one is             | 0   | 1   |
 * | 2   | ticks until the next, by 10   | 0   | 1   | */
export const lanterns: Task = {
  id: 'lanterns',
  version: 1,
  name: 'Lanterns',
  about: 'Hold the lantern that is lit.',
  seats: { min: 2, max: 3 },
  ticksPerSecond: 20,
  decisionPeriod: 2,
  actionLatency: 0,
  longestReactionTicks: 4,
  maxTicks: 2_000,
  action: { kind: 'multi-binary', labels: ['first', 'second'] },
  observations: { state },
  options: {
    length: {
      label: 'Lanterns',
      default: 500,
      min: 10,
      max: 2_000,
      integer: true,
      choices: [
        { value: 100, label: 'Ten' },
        { value: 500, label: 'Fifty' },
      ],
      say: (ticks) => `${ticks / LIT} lanterns`,
      chooser: 'players',
    },
  },
  quickGame: { length: 100 },
  episode: 'point',
  leaver: 'goes-on',
  scoring: { unit: 'lanterns', ranked: 'rating', show: String },
  study: {
    personView: state,
    practiceStart: (row, chance) => void (row[LEFT] = 1 + Math.floor(LIT * uniform(chance))),
  },
  maxReturn: (options) => options['length']! / LIT,
  layout: ['tick', 'length', 'shown', 'left', 'score0', 'score1', 'score2'],
  builtIns: [
    builtIn('easy', 'Left hand', (shown) => shown % 2),
    builtIn('middle', 'Late hand', (shown, left) => (left < 4 ? shown : 0)),
    builtIn('hard', 'Both hands', (shown) => shown),
  ],
  reset(row, options, chance) {
    row.fill(0)
    row[LENGTH] = options['length']!
    light(row, uniform(chance))
  },
  asksChance: (row) => row[LEFT] === 1,
  settles: (row) => row[LEFT] === 1,
  step(row, actions, chance, out) {
    row[TICK]!++
    row[LEFT]!--
    const over = row[LEFT] === 0
    for (let seat = 0; seat < 3; seat++) {
      const held = actions[2 * seat]! + 2 * actions[2 * seat + 1]!
      const point = over && held === row[SHOWN] ? 1 : 0
      row[SCORES + seat] = row[SCORES + seat]! + point
      out.rewards[seat] = point
    }
    if (over) light(row, uniform(chance))
    out.terminated = row[TICK]! >= row[LENGTH]!
    out.truncated = false
  },
  score: (row, seat) => row[SCORES + seat]!,
  atServe: (row) => row[LEFT] === LIT,
}

function light(row: Row, drawn: number): void {
  row[SHOWN] = Math.floor(4 * drawn)
  row[LEFT] = LIT
}

function builtIn(strength: string, name: string, hold: (shown: number, left: number) => number): BuiltIn {
  return {
    strength,
    name,
    description: 'Holds what it sees.',
    options: () => ({}),
    create: () => ({ decide: (row: Row) => hold(row[SHOWN]!, row[LEFT]!) }),
  }
}
