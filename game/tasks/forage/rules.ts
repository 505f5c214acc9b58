import { uniform, type Chance } from '../../core/chance.ts'
import type { Options, Row, StepOut } from '../../core/task.ts'
import { STEP_X, STEP_Y } from '../four-ways.ts'
import * as F from './layout.ts'

// The rules that forage.ts specifies.

export function reset(s: Row, options: Options, chance: Chance, seats: number): void {
  s.fill(0)
  s[F.LENGTH] = options['seconds']! * F.TICKS_PER_SECOND
  s[F.SEATS] = seats
  const below = (n: number): number => Math.floor(uniform(chance) * n)
  // Shuffled (Fisher & Yates): nobody's place is always the same.
  const starts = [...F.STARTS]
  for (let i = starts.length - 1; i > 0; i--) {
    const j = below(i + 1)
    const held = starts[i]!
    starts[i] = starts[j]!
    starts[j] = held
  }
  for (let seat = 0; seat < seats; seat++) {
    s[F.X + seat] = starts[seat]![0]
    s[F.Y + seat] = starts[seat]![1]
  }
  for (let patch = 0; patch < F.PATCHES; patch++) {
    s[F.PATCH_X + patch] = F.PATCH_MARGIN + below(F.SIDE - 2 * F.PATCH_MARGIN)
    s[F.PATCH_Y + patch] = F.PATCH_MARGIN + below(F.SIDE - 2 * F.PATCH_MARGIN)
    for (const [x, y] of F.PATCH_CELLS) {
      const [column, row] = [s[F.PATCH_X + patch]! + x, s[F.PATCH_Y + patch]! + y]
      if (seatAt(s, column, row) < 0) sow(s, column, row)
    }
  }
}

/** Whether the next step lets food grow. */
export const grows = (s: Row): boolean => (s[F.TICK]! + 1) % F.GROW_TICKS === 0

/** One tick, in place. */
export function step(s: Row, actions: Float64Array, chance: Chance, out: StepOut): void {
  const tick = s[F.TICK]! + 1
  const seats = s[F.SEATS]!
  for (let seat = 0; seat < F.MOST_SEATS; seat++) out.rewards[seat] = 0
  for (let i = 0; i < seats; i++) {
    // Who is first changes from tick to tick.
    const seat = (tick + i) % seats
    if (s[F.WAIT + seat]! > 0) s[F.WAIT + seat] = s[F.WAIT + seat]! - 1
    if (s[F.SAFE + seat]! > 0) s[F.SAFE + seat] = s[F.SAFE + seat]! - 1
    const action = actions[seat]!
    if (action > 0 && s[F.WAIT + seat] === 0) act(s, seat, action, out)
  }
  if (grows(s)) for (let patch = 0; patch < F.PATCHES; patch++) grow(s, patch, chance.word())
  s[F.TICK] = tick
  out.terminated = tick >= s[F.LENGTH]!
  out.truncated = false
}

/** Moves a seat, has it eat what stands there, or tag who does. */
function act(s: Row, seat: number, action: number, out: StepOut): void {
  const x = s[F.X + seat]! + STEP_X[action]!
  const y = s[F.Y + seat]! + STEP_Y[action]!
  if (x < 0 || y < 0 || x >= F.SIDE || y >= F.SIDE) return
  s[F.WAIT + seat] = F.MOVE_TICKS
  const other = seatAt(s, x, y)
  if (other >= 0) return tag(s, seat, other, out)
  s[F.X + seat] = x
  s[F.Y + seat] = y
  if (!standsAt(s, x, y)) return
  s[F.GROWN + y] = (s[F.GROWN + y]! & ~(1 << x)) >>> 0
  gain(s, seat, 1, out)
}

function tag(s: Row, seat: number, other: number, out: StepOut): void {
  if (s[F.SAFE + other]! > 0) return
  s[F.SAFE + other] = F.SAFE_TICKS
  s[F.WAIT + other] = F.DAZED_TICKS
  const part = Math.floor((s[F.FOOD + other]! + F.TAG_SHARE - 1) / F.TAG_SHARE)
  gain(s, seat, part, out)
  gain(s, other, -part, out)
}

function gain(s: Row, seat: number, food: number, out: StepOut): void {
  s[F.FOOD + seat] = s[F.FOOD + seat]! + food
  out.rewards[seat] = out.rewards[seat]! + food + 0
}

/** Lets food grow in one cell of a patch, drawn with the lower bits of a word; the upper ones say whether it does where the patch is bare. */
function grow(s: Row, patch: number, word: number): void {
  const middleX = s[F.PATCH_X + patch]!
  const middleY = s[F.PATCH_Y + patch]!
  const cell = F.PATCH_CELLS[(word & 0xffff) % F.PATCH_CELLS.length]!
  const x = middleX + cell[0]
  const y = middleY + cell[1]
  if (standsAt(s, x, y) || seatAt(s, x, y) >= 0) return
  let food = 0
  for (let i = 0; i < F.PATCH_CELLS.length; i++)
    if (standsAt(s, middleX + F.PATCH_CELLS[i]![0], middleY + F.PATCH_CELLS[i]![1])) food++
  if (food >= F.SEED_FOOD || (word >>> 16) % F.BARE_ODDS === 0) sow(s, x, y)
}

/** Whether food stands in a cell of the meadow. */
export const standsAt = (s: Row, x: number, y: number): boolean => ((s[F.GROWN + y]! >>> x) & 1) === 1

const sow = (s: Row, x: number, y: number): void => void (s[F.GROWN + y] = (s[F.GROWN + y]! | (1 << x)) >>> 0)

/** Who stands in a cell; −1 where nobody does. */
export function seatAt(s: Row, x: number, y: number): number {
  for (let seat = 0; seat < s[F.SEATS]!; seat++) if (s[F.X + seat] === x && s[F.Y + seat] === y) return seat
  return -1
}
