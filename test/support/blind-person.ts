import type { SeededChance } from '../../game/core/chance.ts'
import type { VectorEnv } from '../../game/core/vector-env.ts'
import type { Opponent } from '../../game/learn/practice/opponents.ts'
import { pongPersonView } from '../../game/tasks/pong/person-view.ts'

const [OWN, BALL_VX, ARRIVES] = [0, 4, 7] as const
/** They do not go lower than this, as a part of the way from the middle to the lower wall. */
const BLIND_BELOW = -0.5

/** A scripted person with a blind spot: knows where the ball will arrive and goes there, with some hesitation, but never to the bottom of the
 *  court. They decide as often as agents do; their reaction time is given by whoever seats them. */
export function blindPerson(chance: SeededChance): {
  decide(state: Float64Array, seat: number): number
  opponent: Opponent
} {
  const view = new Float32Array(pongPersonView.space.names.length)
  const decide = (state: Float64Array, seat: number): number => {
    pongPersonView.observe(state, seat, view, 0)
    if (chance.uniform() < 0.05) return 0
    const coming = view[BALL_VX]! < 0
    // While the ball leaves, back towards the middle.
    const way = coming ? view[ARRIVES]! : -view[OWN]!
    const deadZone = coming ? 0.17 : 0.2
    if (way > deadZone) return 1
    return way < -deadZone && view[OWN]! > BLIND_BELOW ? 2 : 0
  }
  const opponent: Opponent = {
    options: () => ({}),
    begin: () => undefined,
    decide(env: VectorEnv, environments, seats, actions) {
      for (const e of environments) actions[e * env.seats + seats[e]!] = decide(env.rows[e]!, seats[e]!)
    },
  }
  return { decide, opponent }
}
