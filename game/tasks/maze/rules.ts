import type { Chance } from '../../core/chance.ts'
import type { Options, Row, StepOut } from '../../core/task.ts'
import { carve, isWall } from './carve.ts'
import { STEP_X, STEP_Y } from '../four-ways.ts'
import * as M from './layout.ts'
import { FRESH } from './options.ts'

// The rules that maze.ts specifies.

export function reset(s: Row, options: Options, chance: Chance, seats: number): void {
  s.fill(0)
  s[M.SEATS] = seats
  carve(s, options['size']!, options['maze'] === FRESH ? chance.word() : options['maze']!)
  for (let seat = 0; seat < seats; seat++) s[M.X + seat] = s[M.Y + seat] = M.START
}

/** One tick, in place. */
export function step(s: Row, actions: Float64Array, _chance: Chance, out: StepOut): void {
  const tick = s[M.TICK]! + 1
  s[M.TICK] = tick
  const seats = s[M.SEATS]!
  let waiting = 0
  let first = 0
  for (let seat = 0; seat < M.MOST_SEATS; seat++) {
    out.rewards[seat] = 0
    if (seat >= seats) continue
    if (s[M.DONE_AT + seat] === 0 && moves(s, seat, actions[seat]!)) {
      s[M.DONE_AT + seat] = tick
      out.rewards[seat] = 1
    }
    const doneAt = s[M.DONE_AT + seat]!
    if (doneAt === 0) waiting++
    else if (first === 0 || doneAt < first) first = doneAt
  }
  out.terminated = waiting === 0 || (first > 0 && tick >= first + M.GRACE_TICKS)
  out.truncated = !out.terminated && tick >= M.MAX_TICKS
}

/** Moves a seat as it wishes and can. Whether it comes to the goal. */
function moves(s: Row, seat: number, action: number): boolean {
  if (s[M.WAIT + seat]! > 0) {
    s[M.WAIT + seat] = s[M.WAIT + seat]! - 1
    if (s[M.WAIT + seat]! > 0) return false
  }
  if (action === 0) return false
  const x = s[M.X + seat]! + STEP_X[action]!
  const y = s[M.Y + seat]! + STEP_Y[action]!
  if (!mayEnter(s, seat, x, y)) return false
  s[M.X + seat] = x
  s[M.Y + seat] = y
  s[M.WAIT + seat] = M.MOVE_TICKS
  if (x === s[M.KEY_X] && y === s[M.KEY_Y]) s[M.HAS_KEY + seat] = 1
  return x === s[M.GOAL_X] && y === s[M.GOAL_Y]
}

/** Whether a seat can go onto a tile: no wall, and no door without the key. */
export const mayEnter = (s: Row, seat: number, x: number, y: number): boolean =>
  !isWall(s, x, y) && (s[M.HAS_KEY + seat] === 1 || x !== s[M.DOOR_X] || y !== s[M.DOOR_Y])
