import { actionCodec } from '../../core/action-codec.ts'
import type { BuiltIn } from '../../core/task.ts'
import * as P from './layout.ts'

/** Energy of the rod at rest upright, with 0 at a right angle, in J. */
const UPRIGHT = (P.MASS * P.GRAVITY * P.LENGTH) / 2
/** Half the rod's moment of inertia about its end. */
const HALF_INERTIA = (P.MASS * P.LENGTH * P.LENGTH) / 6
/** Torque for each joule that is missing. */
const EAGERNESS = 2
/** It is held within this angle and speed, by a torque for each radian and radian a second. */
const NEAR = { angle: 0.5, speed: 2.5 }
const HOLD = { angle: 10, speed: 2.5 }

/** Turns with the rod while it lacks energy and against it while it has too much (Åström & Furuta 2000), and holds it when it comes by
 *  the top slowly. */
export const swingsUp: BuiltIn = {
  strength: 'steady',
  name: 'Swing',
  description: 'Swings to and fro until the rod comes up, and holds it there.',
  options: () => ({}),
  create() {
    const { encode } = actionCodec({ kind: 'continuous', labels: ['torque'] })
    const wish = new Float64Array(1)
    return {
      decide(s) {
        const angle = P.wrapped(s[P.ANGLE]!)
        const speed = s[P.SPEED]!
        const near = Math.abs(angle) < NEAR.angle && Math.abs(speed) < NEAR.speed
        const energy = HALF_INERTIA * speed * speed + UPRIGHT * Math.cos(angle)
        const torque = near
          ? -HOLD.angle * angle - HOLD.speed * speed
          : EAGERNESS * (UPRIGHT - energy) * (speed < 0 ? -1 : 1)
        wish[0] = torque / P.MAX_TORQUE
        return encode(wish, 0)
      },
    }
  },
}
