import type { BuiltIn } from '../../core/task.ts'
import * as C from './layout.ts'

const LEFT = 0
const RIGHT = 1
/** What a metre, a metre a second, a radian and a radian a second weigh in the decision where to push. */
const WEIGHTS = { x: 1, xSpeed: 2.4, angle: 35, angleSpeed: 9 }

/** Pushes to where the pole leans and goes, and a little to where the cart is, so that the pole leans back from the end of the track. */
export const balances: BuiltIn = {
  strength: 'steady',
  name: 'Steady',
  description: 'Pushes to where the pole leans. It does not let it fall.',
  options: () => ({}),
  create: () => ({
    decide(s) {
      const track = WEIGHTS.x * s[C.X]! + WEIGHTS.xSpeed * s[C.X_SPEED]!
      const pole = WEIGHTS.angle * s[C.ANGLE]! + WEIGHTS.angleSpeed * s[C.ANGLE_SPEED]!
      return track + pole > 0 ? RIGHT : LEFT
    },
  }),
}
