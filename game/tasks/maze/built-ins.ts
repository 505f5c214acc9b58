import { discrete } from '../../core/spaces.ts'
import { randomBuiltIn } from '../../core/random-built-in.ts'
import type { BuiltIn, Row } from '../../core/task.ts'
import { ACTIONS, STEP_X, STEP_Y } from '../four-ways.ts'
import * as M from './layout.ts'
import { mayEnter } from './rules.ts'

/** Decisions from one look at the map to the next of somebody who reads slowly. */
const SLOW_READER = 3

/** Keeps a hand on the wall to its right; sees no further than the next tile. */
class HandOnTheWall {
  private facing = 2

  decide(s: Row, seat: number): number {
    for (const turn of [1, 0, 3, 2]) {
      const way = 1 + ((this.facing - 1 + turn) % 4)
      if (!mayEnter(s, seat, s[M.X + seat]! + STEP_X[way]!, s[M.Y + seat]! + STEP_Y[way]!)) continue
      this.facing = way
      return way
    }
    return 0
  }
}

/** Knows the whole maze and goes the shortest way to the key, then to the goal; decides only every so many times. */
class MapReader {
  private decisions = 0

  constructor(private readonly period: number) {}

  decide(s: Row, seat: number): number {
    if (this.decisions++ % this.period > 0 || s[M.DONE_AT + seat]! > 0) return 0
    const hasKey = s[M.HAS_KEY + seat] === 1
    return wayTo(s, seat, s[hasKey ? M.GOAL_X : M.KEY_X]!, s[hasKey ? M.GOAL_Y : M.KEY_Y]!)
  }
}

/** The action that leads on the shortest way to a tile; 0 where there is none. */
function wayTo(s: Row, seat: number, x: number, y: number): number {
  const tiles = s[M.TILES]!
  const here = s[M.Y + seat]! * tiles + s[M.X + seat]!
  // From the end back, so that what leads to where the seat is, leads on.
  const seen = new Set([y * tiles + x])
  for (const tile of seen)
    for (let way = 1; way <= 4; way++) {
      const [fromX, fromY] = [(tile % tiles) - STEP_X[way]!, Math.floor(tile / tiles) - STEP_Y[way]!]
      const from = fromY * tiles + fromX
      if (from === here) return way
      if (mayEnter(s, seat, fromX, fromY)) seen.add(from)
    }
  return 0
}

const reader = (period: number): BuiltIn['create'] => {
  return () => new MapReader(period)
}

/** The built-in runners, weakest first. */
export const mazeBuiltIns: readonly BuiltIn[] = [
  randomBuiltIn(discrete(ACTIONS)),
  {
    strength: 'easy',
    name: 'Right hand',
    description: 'Keeps a hand on the wall, and so comes everywhere at last.',
    options: () => ({}),
    create: () => new HandOnTheWall(),
  },
  {
    strength: 'middle',
    name: 'Tourist',
    description: 'Has a map, and stops to read it.',
    options: () => ({}),
    create: reader(SLOW_READER),
  },
  {
    strength: 'hard',
    name: 'Courier',
    description: 'Knows the shortest way.',
    options: () => ({}),
    create: reader(1),
  },
]
