import type { FiniteModel } from '../core/finite-model.ts'
import { gridBox } from '../core/spaces.ts'
import type { Observation } from '../core/task.ts'

/** The number of the model's state, as that many numbers of which one is 1: a linear function of it is a table. */
export const oneHot = ({ states, stateOf }: FiniteModel): Observation => ({
  name: 'one-hot',
  history: 0,
  space: gridBox([states], [0, 1]),
  observe(state, _seat, out, offset) {
    out.fill(0, offset, offset + states)
    out[offset + stateOf(state)] = 1
  },
})
