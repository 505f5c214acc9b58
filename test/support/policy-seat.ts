import type { SeededChance } from '../../game/core/chance.ts'
import { policySeat as seatOf, type SeatedPolicy } from '../../game/learn/practice/policy-seat.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

export type Learner = Omit<SeatedPolicy, 'observation'>

/** A policy in its seat of a match of Pong, sampling its actions, as a server would seat it. Its weights can be changed on the way. */
export const policySeat = (learner: Learner, chance: SeededChance): ReturnType<typeof seatOf> =>
  seatOf(pong, { ...learner, observation: 'state' }, chance)
