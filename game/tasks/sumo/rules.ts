import { uniform, type Chance } from '../../core/chance.ts'
import type { Options, Row, StepOut } from '../../core/task.ts'
import * as S from './layout.ts'

/** Longest that practice waits for a round, in ticks. */
const PRACTICE_START_TICKS = 20
/** How much of the ring has gone where practice starts, at most. */
const PRACTICE_SHRUNK = 0.6

/** Puts a row to the beginning of a match. */
export function reset(s: Row, options: Options, chance: Chance): void {
  s.fill(0)
  s[S.TARGET] = options['target']!
  place(s, chance)
  s[S.START_IN] = S.FIRST_START_TICKS
}

/** Puts the discs on marks that nearly mirror each other: between equals who answer alike, exact mirrors would never end. */
function place(s: Row, chance: Chance): void {
  const y = (2 * uniform(chance) - 1) * S.START_Y
  const apart = (2 * uniform(chance) - 1) * S.START_APART
  s.fill(0, S.LEFT, S.RIGHT + S.DISC_SIZE)
  s[S.LEFT + S.X] = -S.START_X
  s[S.RIGHT + S.X] = S.START_X
  s[S.LEFT + S.Y] = y + apart + 0
  s[S.RIGHT + S.Y] = y - apart + 0
  s[S.ROUND_TICK] = 0
  s[S.START_IN] = S.START_TICKS
}

/** A round about to start, in a ring that is smaller already as often as not, with discs that start nearer as it is: all of a round is met from
 *  the beginning of practice. */
export function practiceStart(s: Row, chance: Chance): void {
  const shrunk = Math.max(0, 2 * uniform(chance) - 1) * PRACTICE_SHRUNK
  s[S.ROUND_TICK] = Math.floor(shrunk * S.ROUND_TICKS)
  for (let i = S.LEFT; i < S.RIGHT + S.DISC_SIZE; i++) s[i] = s[i]! * (1 - shrunk) + 0
  s[S.START_IN] = 1 + Math.floor(uniform(chance) * PRACTICE_START_TICKS)
}

/** One tick, in place. */
export function step(s: Row, actions: Float64Array, chance: Chance, out: StepOut): void {
  s[S.TICK] = s[S.TICK]! + 1
  out.rewards[0] = 0
  out.rewards[1] = 0
  if (s[S.START_IN]! > 0) s[S.START_IN] = s[S.START_IN]! - 1
  else if (s[S.OUTCOME_IN]! > 0) showOutcome(s, chance)
  else {
    s[S.ROUND_TICK] = s[S.ROUND_TICK]! + 1
    push(s, S.LEFT, actions[0]!, actions[1]!)
    push(s, S.RIGHT, -actions[2]!, actions[3]!)
    collide(s)
    judge(s, out)
  }
  out.terminated = s[S.LEFT_SCORE]! >= s[S.TARGET]! || s[S.RIGHT_SCORE]! >= s[S.TARGET]!
  out.truncated = !out.terminated && s[S.TICK] >= S.MAX_TICKS
}

function showOutcome(s: Row, chance: Chance): void {
  s[S.OUTCOME_IN] = s[S.OUTCOME_IN]! - 1
  if (s[S.OUTCOME_IN] === 0) place(s, chance)
}

/** One disc's tick on its own. x and y: its thrust in the court's directions; beyond length 1 it is cut to that. */
function push(s: Row, at: number, x: number, y: number): void {
  const squared = x * x + y * y
  const scale = squared > 1 ? S.THRUST / Math.sqrt(squared) : S.THRUST
  const vx = (s[at + S.VX]! + x * scale) * (1 - S.DRAG)
  const vy = (s[at + S.VY]! + y * scale) * (1 - S.DRAG)
  s[at + S.X] = s[at + S.X]! + vx + 0
  s[at + S.Y] = s[at + S.Y]! + vy + 0
  s[at + S.VX] = vx + 0
  s[at + S.VY] = vy + 0
}

/** Where the discs overlap, parts them evenly along the line of their middles, and exchanges what of their velocities lies along it if they come
 *  nearer. Middles on each other part sideways. */
function collide(s: Row): void {
  const dx = s[S.LEFT + S.X]! - s[S.RIGHT + S.X]!
  const dy = s[S.LEFT + S.Y]! - s[S.RIGHT + S.Y]!
  const squared = dx * dx + dy * dy
  if (squared >= S.TOUCH * S.TOUCH) return
  const distance = Math.sqrt(squared)
  const normalX = distance > 0 ? dx / distance : -1
  const normalY = distance > 0 ? dy / distance : 0
  const apart = (S.TOUCH - distance) / 2
  const along = (s[S.LEFT + S.VX]! - s[S.RIGHT + S.VX]!) * normalX + (s[S.LEFT + S.VY]! - s[S.RIGHT + S.VY]!) * normalY
  const impulse = along < 0 ? (-(1 + S.RESTITUTION) / 2) * along : 0
  s[S.LEFT + S.X] = s[S.LEFT + S.X]! + normalX * apart + 0
  s[S.LEFT + S.Y] = s[S.LEFT + S.Y]! + normalY * apart + 0
  s[S.RIGHT + S.X] = s[S.RIGHT + S.X]! - normalX * apart + 0
  s[S.RIGHT + S.Y] = s[S.RIGHT + S.Y]! - normalY * apart + 0
  s[S.LEFT + S.VX] = s[S.LEFT + S.VX]! + normalX * impulse + 0
  s[S.LEFT + S.VY] = s[S.LEFT + S.VY]! + normalY * impulse + 0
  s[S.RIGHT + S.VX] = s[S.RIGHT + S.VX]! - normalX * impulse + 0
  s[S.RIGHT + S.VY] = s[S.RIGHT + S.VY]! - normalY * impulse + 0
}

/** Whose middle is outside the ring has lost the round; where both are, who is further out; where both are as far, nobody. */
function judge(s: Row, out: StepOut): void {
  const ring = S.ringAt(s[S.ROUND_TICK]!)
  const left = fromMiddle(s, S.LEFT)
  const right = fromMiddle(s, S.RIGHT)
  if (left <= ring * ring && right <= ring * ring) return
  s[S.OUTCOME_IN] = S.OUTCOME_TICKS
  if (left === right) return
  const winner = left < right ? 0 : 1
  s[S.LEFT_SCORE + winner] = s[S.LEFT_SCORE + winner]! + 1
  out.rewards[winner] = 1
  out.rewards[1 - winner] = -1
}

/** The square of a disc's distance from the middle of the ring. */
const fromMiddle = (s: Row, at: number): number => s[at + S.X]! * s[at + S.X]! + s[at + S.Y]! * s[at + S.Y]!

/** Every tick of a round, since the discs may meet in any, and the last of the longest match. */
export const settles = (s: Row): boolean =>
  (s[S.START_IN] === 0 && s[S.OUTCOME_IN] === 0) || s[S.TICK]! + 1 >= S.MAX_TICKS
