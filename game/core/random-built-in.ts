import { actionCodec } from './action-codec.ts'
import { SeededChance, uniform } from './chance.ts'
import type { ActionSpace } from './spaces.ts'
import type { BuiltIn } from './task.ts'

/** The largest number of a continuous dimension, in the steps of its code. */
const STEPS = 127

/** The random policy, against which every other is measured: each decision is drawn evenly from all actions, whatever is seen. */
export function randomBuiltIn(action: ActionSpace): BuiltIn {
  const { codes, numbers, encode } = actionCodec(action)
  return {
    strength: 'random',
    name: 'Dice',
    description: 'Does anything at all, whatever happens.',
    options: () => ({}),
    create(chance = new SeededChance(1)) {
      const drawn = new Float64Array(numbers)
      const below = (n: number): number => Math.floor(uniform(chance) * n)
      return {
        decide() {
          if (action.kind !== 'continuous') return below(codes)
          for (let i = 0; i < numbers; i++) drawn[i] = (below(2 * STEPS + 1) - STEPS) / STEPS
          return encode(drawn, 0)
        },
      }
    },
  }
}
