import type { SeededChance } from '../../../game/core/chance.ts'

export const between = (chance: SeededChance, from: number, to: number): number => from + (to - from) * chance.uniform()

export const sign = (chance: SeededChance): number => (chance.uniform() < 0.5 ? -1 : 1)

/** A region at the upper or lower end of the court, of this height. */
export const corner = (side: number, height: number): { from: number; to: number } =>
  side > 0 ? { from: 79 - height, to: 79 } : { from: -79, to: height - 79 }
