import type { SeededChance } from '../../core/chance.ts'

/** Fisher and Yates's shuffle, in place. */
export function shuffle(order: Uint32Array, chance: SeededChance): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = chance.below(i + 1)
    const swap = order[i]!
    order[i] = order[j]!
    order[j] = swap
  }
}
