import { actionCodec } from '../../core/action-codec.ts'
import { randomBuiltIn } from '../../core/random-built-in.ts'
import type { BuiltIn, Row } from '../../core/task.ts'
import * as S from './layout.ts'

export const SUMO_ACTION = { kind: 'continuous', labels: ['forward', 'up'] } as const

const codec = actionCodec(SUMO_ACTION)

/** The code of a thrust in the court's directions, as the seat has to say it. */
function thrust(seat: number, x: number, y: number): number {
  const length = Math.hypot(x, y)
  const scale = length > 1 ? 1 / length : 1
  return codec.encode([x * scale * (seat === 0 ? 1 : -1), y * scale], 0)
}

/** How one of them plays. */
interface Manner {
  /** Ticks of its way that it looks ahead, for itself and for the other. */
  foresight: number
  /** How far inside the edge it wants to be then. */
  margin: number
  /** How far it goes to the middle's side of the other before it pushes, from 0 (straight at the other) to 1. */
  round: number
  /** The most of the thrust that it uses. */
  strength: number
}

/** Goes for the other from the side of the middle, so that it pushes outwards, and back to the middle where its way leads too near to the edge. */
function wrestle(s: Row, seat: number, { foresight, margin, round, strength }: Manner): number {
  const own = S.LEFT + seat * S.DISC_SIZE
  const other = S.RIGHT - seat * S.DISC_SIZE
  const ring = S.ringAt(s[S.ROUND_TICK]!)
  const aheadX = s[own + S.X]! + s[own + S.VX]! * foresight
  const aheadY = s[own + S.Y]! + s[own + S.VY]! * foresight
  const ahead = Math.hypot(aheadX, aheadY)
  if (ahead > Math.max(0, ring - margin))
    return thrust(seat, (-aheadX / ahead) * strength, (-aheadY / ahead) * strength)
  const goalX = s[other + S.X]! + s[other + S.VX]! * foresight
  const goalY = s[other + S.Y]! + s[other + S.VY]! * foresight
  const x = goalX * (1 - round) - s[own + S.X]!
  const y = goalY * (1 - round) - s[own + S.Y]!
  const length = Math.max(Math.hypot(x, y), Number.EPSILON)
  return thrust(seat, (x / length) * strength, (y / length) * strength)
}

const builtIn = (strength: string, name: string, description: string, manner: Manner): BuiltIn => ({
  strength,
  name,
  description,
  options: () => ({}),
  create: () => ({ decide: (state, seat) => wrestle(state, seat, manner) }),
})

/** The built-in opponents, weakest first. They never change: they anchor the ratings. */
export const sumoBuiltIns: readonly BuiltIn[] = [
  randomBuiltIn(SUMO_ACTION),
  builtIn('easy', 'Maegashira', 'Runs at you with little of its strength and sees the edge late.', {
    foresight: 10,
    margin: 1,
    round: 0,
    strength: 0.6,
  }),
  builtIn('middle', 'Komusubi', 'Runs at you with most of its strength.', {
    foresight: 16,
    margin: 1.5,
    round: 0,
    strength: 0.8,
  }),
  builtIn('hard', 'Ozeki', 'Keeps to the middle and pushes outwards with all its strength.', {
    foresight: 16,
    margin: 1.5,
    round: 0.15,
    strength: 1,
  }),
]
