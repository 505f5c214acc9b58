import { discrete } from '../../core/spaces.ts'
import { randomBuiltIn } from '../../core/random-built-in.ts'
import type { BuiltIn, Row } from '../../core/task.ts'
import { ACTIONS, STEP_X, STEP_Y } from '../four-ways.ts'
import * as F from './layout.ts'
import { standsAt } from './rules.ts'

/** How far somebody sees who sees what the window shows, and who is short-sighted. */
const SIGHT = 10
const SHORT_SIGHT = 4
/** Somebody is chased who is at most so far away and has at least so much. */
const CHASE_REACH = 4
const CHASE_FOOD = 8

const distance = (ax: number, ay: number, bx: number, by: number): number => Math.abs(ax - bx) + Math.abs(ay - by)

/** Goes to the nearest food it sees, and where it sees none straight on until it meets the edge. */
class Forager {
  private heading = 0

  constructor(
    private readonly sight: number,
    private readonly hunts: boolean,
  ) {}

  decide(s: Row, seat: number): number {
    const target = (this.hunts ? prey(s, seat) : null) ?? nearestFood(s, seat, this.sight)
    if (target) return towards(s, seat, target)
    return this.wander(s, seat)
  }

  private wander(s: Row, seat: number): number {
    if (this.heading === 0) this.heading = 1 + (seat % 4)
    for (let turn = 0; turn < 4; turn++) {
      const x = s[F.X + seat]! + STEP_X[this.heading]!
      const y = s[F.Y + seat]! + STEP_Y[this.heading]!
      if (x >= 0 && y >= 0 && x < F.SIDE && y < F.SIDE) break
      this.heading = 1 + (this.heading % 4)
    }
    return this.heading
  }
}

type Cell = readonly [x: number, y: number]

/** The richest of those that can be caught; null where nobody is worth it. */
function prey(s: Row, seat: number): Cell | null {
  let best: Cell | null = null
  let most = CHASE_FOOD - 1
  for (let other = 0; other < s[F.SEATS]!; other++) {
    if (other === seat || s[F.SAFE + other]! > 0 || s[F.FOOD + other]! <= most) continue
    const far = distance(s[F.X + seat]!, s[F.Y + seat]!, s[F.X + other]!, s[F.Y + other]!)
    if (far > CHASE_REACH) continue
    most = s[F.FOOD + other]!
    best = [s[F.X + other]!, s[F.Y + other]!]
  }
  return best
}

function nearestFood(s: Row, seat: number, sight: number): Cell | null {
  const [x, y] = [s[F.X + seat]!, s[F.Y + seat]!]
  let best: Cell | null = null
  let least = Infinity
  for (let row = Math.max(0, y - sight); row <= Math.min(F.SIDE - 1, y + sight); row++)
    for (let column = Math.max(0, x - sight); column <= Math.min(F.SIDE - 1, x + sight); column++) {
      const far = distance(x, y, column, row)
      if (far >= least || !standsAt(s, column, row)) continue
      least = far
      best = [column, row]
    }
  return best
}

/** The action that brings a seat nearer, along the longer of the two ways. */
function towards(s: Row, seat: number, [x, y]: Cell): number {
  const dx = x - s[F.X + seat]!
  const dy = y - s[F.Y + seat]!
  if (Math.abs(dx) >= Math.abs(dy)) return dx > 0 ? 2 : 4
  return dy > 0 ? 3 : 1
}

const builtIn = (strength: string, name: string, sight: number, hunts: boolean, description: string): BuiltIn => ({
  strength,
  name,
  description,
  options: () => ({}),
  create: () => new Forager(sight, hunts),
})

/** The built-in foragers, weakest first. */
export const forageBuiltIns: readonly BuiltIn[] = [
  randomBuiltIn(discrete(ACTIONS)),
  builtIn('easy', 'Mole', SHORT_SIGHT, false, 'Short-sighted; eats what is near.'),
  builtIn('middle', 'Hare', SIGHT, false, 'Always goes to the nearest food it sees.'),
  builtIn('hard', 'Fox', SIGHT, true, 'Does that too, and takes from the rich what it can catch.'),
]
