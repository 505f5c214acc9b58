import { SeededChance } from '../../core/chance.ts'
import { normal } from '../../nets/initialise.ts'

/** Fills `out` with standard normal numbers, the same ones for the same seed wherever they are made: whoever knows the seed needs no more. */
export function seededNoise<T extends Float32Array | Float64Array>(seed: number, out: T): T {
  const chance = new SeededChance(seed)
  for (let i = 0; i < out.length; i++) out[i] = normal(chance)
  return out
}

/** What the noise of a seed, times `size`, makes of weights: to = weights + size · ε, as many as there are weights. */
export function addNoise(weights: Float32Array, seed: number, size: number, to: Float32Array): void {
  to.set(weights)
  if (size === 0) return
  const chance = new SeededChance(seed)
  for (let i = 0; i < weights.length; i++) to[i] = weights[i]! + size * normal(chance)
}
