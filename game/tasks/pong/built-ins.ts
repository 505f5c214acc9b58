import type { BuiltIn, Row } from '../../core/task.ts'
import * as P from './layout.ts'

const STAY = 0
const UP = 1
const DOWN = 2

/** Follows the ball's height while it comes, and goes back towards the middle while it leaves, as the opponent of the Atari game does:
 *  it knows nothing of bounces, and its paddle is slower than yours. */
function followBall(state: Row, seat: number): number {
  const side = seat === 0 ? 1 : -1
  const coming = state[P.BALL_VX]! * side < 0
  const goal = coming ? state[P.BALL_Y]! : 0
  const distance = goal - state[P.LEFT_Y + seat]!
  const deadZone = coming ? 3 : 12
  if (distance > deadZone) return UP
  return distance < -deadZone ? DOWN : STAY
}

const builtIn = (strength: string, name: string, speed: number, description: string): BuiltIn => ({
  strength,
  name,
  description,
  options: (seat) => ({ [seat === 0 ? 'leftSpeed' : 'rightSpeed']: speed }),
  create: () => ({ decide: followBall }),
})

/** The built-in opponents, weakest first. They never change: they anchor the ratings. */
export const pongBuiltIns: readonly BuiltIn[] = [
  builtIn('easy', 'Wall', 0.35, 'Follows the ball with a slow paddle. Any angle beats it.'),
  builtIn('middle', 'Tracker', 0.55, 'Follows the ball at half your speed. Steep returns beat it.'),
  builtIn('hard', 'Hound', 0.8, 'Follows the ball nearly as fast as you can. Only the steepest returns beat it.'),
]
