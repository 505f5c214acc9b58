import { seededNoise } from './seeded-noise.ts'

/** The gradient of expected fitness over normal noise of deviation σ around the weights, from pairs that were tried on either side of them (Salimans et
 *  al. 2017, section 2; mirrored as in Brockhoff et al. 2010): ĝ = 1 ÷ (2 n σ) · Σ (F⁺[i] − F⁻[i]) ε[i].
 *  seeds: of the noises ε [n] · fitness: of each pair's two sides, + first [2n] · gradient: written [weights]. */
export function mirroredGradient(
  seeds: ArrayLike<number>,
  fitness: ArrayLike<number>,
  sigma: number,
  gradient: Float32Array,
): void {
  const sum = new Float64Array(gradient.length)
  const noise = new Float64Array(gradient.length)
  for (let i = 0; i < seeds.length; i++) {
    const share = (fitness[2 * i]! - fitness[2 * i + 1]!) / (2 * seeds.length * sigma)
    if (share === 0) continue
    seededNoise(seeds[i]!, noise)
    for (let j = 0; j < sum.length; j++) sum[j] = sum[j]! + share * noise[j]!
  }
  gradient.set(sum)
}
