import type { SeededChance } from '../../../game/core/chance.ts'
import { shuffle } from '../../../game/learn/maths/shuffle.ts'
import { between, sign } from './draw.ts'
import type { Style, Traits } from './style.ts'

/** What can be peculiar about somebody, each so strong that two or three together leave a fair opponent. */
const peculiarities: readonly ((chance: SeededChance) => Partial<Style>)[] = [
  (chance) => {
    const from = between(chance, -79, 39)
    return { weakness: { from, to: from + 40, error: between(chance, 7, 11) } }
  },
  (chance) => ({ fastError: between(chance, 3.5, 6.5) }),
  (chance) => ({ bounce: between(chance, 0.55, 0.85) }),
  (chance) => ({ hesitation: 3 + chance.below(3) }),
  (chance) => (chance.uniform() < 0.5 ? { highest: between(chance, 53, 60) } : { lowest: -between(chance, 53, 60) }),
  (chance) => ({ expects: chance.uniform() < 0.5 ? 'same' : 'mirror', trusts: between(chance, 20, 40) }),
  (chance) => ({ homeAfterLost: sign(chance) * between(chance, 30, 50), shaken: between(chance, 1, 1.4), trusts: 30 }),
  (chance) => ({ homeAfterWon: sign(chance) * between(chance, 30, 50), trusts: 20 }),
  (chance) => ({ lean: sign(chance) * between(chance, 2, 4), spread: between(chance, 0, 4) }),
  (chance) => ({ home: sign(chance) * between(chance, 10, 25) }),
  (chance) => ({ blunders: between(chance, 0.02, 0.06), blunderError: 60 }),
]

const CHANGES = 0.25

/** A random mixture of peculiarities, of which a quarter of the people change theirs after half of the play. */
export function drawMixture(chance: SeededChance): Traits {
  const reactionTicks = chance.below(10)
  const aimError = between(chance, 2.6, 3.8)
  const some = (): Partial<Style> => {
    const order = Uint32Array.from(peculiarities.keys())
    shuffle(order, chance)
    const count = 2 + chance.below(2)
    return Object.assign({ aimError }, ...Array.from(order.subarray(0, count), (i) => peculiarities[i]!(chance)))
  }
  const style = some()
  return chance.uniform() < CHANGES ? { reactionTicks, first: some(), style } : { reactionTicks, style }
}
