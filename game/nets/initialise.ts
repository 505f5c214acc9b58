import type { SeededChance } from '../core/chance.ts'
import { parametersOf, weightCount, type PolicySpec } from './spec.ts'

/** log σ of a fresh policy where it is a vector: wide enough to explore, narrow enough that few actions are cut off at their ends. */
const FIRST_LOG_DEVIATION = -0.5

/** Fresh weights: orthogonal kernels (Saxe et al. 2014), biases zero. Gain √2 for hidden layers, 0.01 for the policy head so that it begins
 *  undecided, 1 for the value head (Andrychowicz et al. 2021; Huang et al. 2022, "37 implementation details of PPO"). */
export function initialise(spec: PolicySpec, chance: SeededChance): Float32Array<ArrayBuffer> {
  const weights = new Float32Array(weightCount(spec))
  const [actorHead, criticHead] = [spec.actor, spec.critic].map((network) => network?.layers.length ?? 0)
  for (const { name, shape, offset, size } of parametersOf(spec)) {
    if (name === 'actor.logDeviation') weights.fill(FIRST_LOG_DEVIATION, offset, offset + size)
    if (!name.endsWith('.kernel')) continue
    const gain = name === `actor.${actorHead}.kernel` ? 0.01 : name === `critic.${criticHead}.kernel` ? 1 : Math.SQRT2
    weights.set(
      orthogonal(size / shape.at(-1)!, shape.at(-1)!, chance).map((value) => gain * value),
      offset,
    )
  }
  return weights
}

/** A random matrix [rows × columns] whose shorter side's vectors are orthonormal: Gram–Schmidt over normal vectors. */
export function orthogonal(rows: number, columns: number, chance: SeededChance): Float64Array {
  const [count, length] = rows < columns ? [rows, columns] : [columns, rows]
  const vectors: Float64Array[] = []
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => normal(chance))
    // Twice: once leaves rounding errors that grow with the number of vectors.
    for (let pass = 0; pass < 2; pass++)
      for (const other of vectors) {
        let dot = 0
        for (let i = 0; i < length; i++) dot += vector[i]! * other[i]!
        for (let i = 0; i < length; i++) vector[i] = vector[i]! - dot * other[i]!
      }
    const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
    vectors.push(vector.map((value) => value / norm))
  }
  return Float64Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns]
    return rows < columns ? vectors[row]![column]! : vectors[column]![row]!
  })
}

/** A standard normal number (Box and Muller 1958). */
export function normal(chance: SeededChance): number {
  return Math.sqrt(-2 * Math.log(1 - chance.uniform())) * Math.cos(2 * Math.PI * chance.uniform())
}
