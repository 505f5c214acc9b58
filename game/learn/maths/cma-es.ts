import { seededNoise } from './seeded-noise.ts'
import { strategyOf, type Strategy } from './cma-es-strategy.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

export interface CmaEsSetup {
  /** Where it begins [n]. */
  mean: ArrayLike<number>
  /** σ at first: about a third of how far the best may be. */
  stepSize: number
  /** Candidates of a generation (λ); 4 + ⌊3 ln n⌋ when missing. */
  population?: number
  /** Learns one variance a number, and nothing of how numbers go together (Ros & Hansen 2008): n numbers instead of n². */
  separable?: boolean
}

/** # CMA-ES — Hansen 2016, "The CMA evolution strategy: a tutorial", arXiv:1604.00772, figure 6 and table 1: finds where a function is least, by drawing
 * candidates from a normal distribution N(m, σ² C) and moving it to the better ones. Rank-one and rank-µ updates of C, cumulative step-size control, and
 * negative weights for the worse half. Separable: C is its diagonal, learned (n + 2) ÷ 3 times as fast, with no negative weights.
 *
 * A candidate is its seed: x = m + σ B D z, where B D² Bᵀ = C and z is the seed's noise. Whoever has the state makes it anew. */
export class CmaEs {
  readonly strategy: Strategy
  readonly mean: Float64Array
  private readonly separable: boolean
  /** C, B [n × n], or C alone [n] · roots of the eigenvalues [n]. */
  private readonly covariance: Float64Array
  private readonly basis: Float64Array
  private readonly deviations: Float64Array
  private readonly stepPath: Float64Array
  private readonly covariancePath: Float64Array
  /** σ, generations so far, and the generation of which B and D are. */
  private readonly counts: Float64Array
  private readonly firstStepSize: number
  private readonly z: Float64Array
  private readonly y: Float64Array

  constructor({ mean, stepSize, population, separable = false }: CmaEsSetup) {
    const n = mean.length
    this.strategy = strategyOf(n, population ?? 4 + Math.floor(3 * Math.log(n)), separable)
    this.separable = separable
    this.mean = Float64Array.from(mean)
    this.firstStepSize = stepSize
    const columns = (width: number): Float64Array => new Float64Array(width)
    this.covariance = columns(separable ? n : n * n)
    this.basis = columns(separable ? 0 : n * n)
    this.deviations = columns(n)
    this.stepPath = columns(n)
    this.covariancePath = columns(n)
    this.counts = columns(3)
    this.z = columns(n)
    this.y = columns(n)
    this.reset(mean)
  }

  get stepSize(): number {
    return this.counts[0]!
  }

  /** How many times as far it goes along the longest axis as along the shortest. */
  get axisRatio(): number {
    return Math.max(...this.deviations) / Math.min(...this.deviations)
  }

  /** Begins anew from here. */
  reset(mean: ArrayLike<number>): void {
    const n = this.mean.length
    this.mean.set(mean)
    this.counts.set([this.firstStepSize, 0, 0])
    this.stepPath.fill(0)
    this.covariancePath.fill(0)
    this.deviations.fill(1)
    this.covariance.fill(this.separable ? 1 : 0)
    this.basis.fill(0)
    if (!this.separable) for (let i = 0; i < n; i++) this.covariance[i * n + i] = this.basis[i * n + i] = 1
  }

  /** Writes the candidate of a seed [n]. */
  candidate(seed: number, out: Float32Array | Float64Array): void {
    this.direction(seed)
    for (let i = 0; i < out.length; i++) out[i] = this.mean[i]! + this.stepSize * this.y[i]!
  }

  /** Learns from one generation: how its candidates did. seeds, losses: less is better [λ]. */
  tell(seeds: ArrayLike<number>, losses: ArrayLike<number>): void {
    const { strategy, mean, z, y, stepPath, covariancePath, counts } = this
    const { weights, parents, muEff, cSigma, dSigma, cC, c1, cMu, expectedLength } = strategy
    const n = mean.length
    const order = Array.from({ length: seeds.length }, (_, i) => i).sort((a, b) => losses[a]! - losses[b]!)
    const zMean = new Float64Array(n)
    const yMean = new Float64Array(n)
    // Rank µ: y yᵀ of every candidate that has a weight.
    const sum = new Float64Array(this.covariance.length)
    for (let rank = 0; rank < weights.length; rank++) {
      const weight = weights[rank]!
      if (weight === 0) continue
      this.direction(seeds[order[rank]!]!)
      if (rank < parents)
        for (let i = 0; i < n; i++) {
          zMean[i] = zMean[i]! + weight * z[i]!
          yMean[i] = yMean[i]! + weight * y[i]!
        }
      // Those of negative weight are all taken as equally long, so that C stays positive definite.
      const length = weight < 0 ? z.reduce((total, value) => total + value * value, 0) : n
      this.addProduct(sum, y, (weight * n) / length)
    }
    for (let i = 0; i < n; i++) mean[i] = mean[i]! + this.stepSize * yMean[i]!
    // C^(−1/2) of the mean direction is B of the mean noise.
    const turned = this.separable ? zMean : this.times(this.basis, zMean)
    const stepGain = Math.sqrt(cSigma * (2 - cSigma) * muEff)
    for (let i = 0; i < n; i++) stepPath[i] = (1 - cSigma) * stepPath[i]! + stepGain * turned[i]!
    const generation = ++counts[1]!
    const length = Math.sqrt(stepPath.reduce((total, value) => total + value * value, 0))
    const settled = length / Math.sqrt(1 - (1 - cSigma) ** (2 * generation))
    // 0 where the path is long, so that C does not stretch while σ is still too small.
    const hSigma = settled < (1.4 + 2 / (n + 1)) * expectedLength ? 1 : 0
    const gain = hSigma * Math.sqrt(cC * (2 - cC) * muEff)
    for (let i = 0; i < n; i++) covariancePath[i] = (1 - cC) * covariancePath[i]! + gain * yMean[i]!
    const weightSum = weights.reduce((total, weight) => total + weight, 0)
    const kept = 1 + c1 * (1 - hSigma) * cC * (2 - cC) - c1 - cMu * weightSum
    for (let i = 0; i < sum.length; i++) this.covariance[i] = kept * this.covariance[i]! + cMu * sum[i]!
    this.addProduct(this.covariance, covariancePath, c1)
    counts[0] = this.stepSize * Math.exp((cSigma / dSigma) * (length / expectedLength - 1))
    this.decompose(generation)
  }

  /** Its state, by names that begin with `name`: the arrays that it works on. */
  save(name: string): Record<string, Float64Array> {
    const { mean, covariance, basis, deviations, stepPath, covariancePath, counts } = this
    const parts = { mean, covariance, basis, deviations, stepPath, covariancePath, counts }
    return Object.fromEntries(Object.entries(parts).map(([part, array]) => [`${name}.${part}`, array]))
  }

  /** Goes on from what `save` gave under this name. */
  load(name: string, saved: Readonly<Record<string, ArrayLike<number>>>): void {
    for (const [part, array] of Object.entries(this.save(name))) array.set(saved[part]!)
  }

  /** z of a seed, and y = B D z. */
  private direction(seed: number): void {
    const { z, y, deviations } = this
    seededNoise(seed, z)
    for (let i = 0; i < z.length; i++) y[i] = deviations[i]! * z[i]!
    if (!this.separable) y.set(this.times(this.basis, y))
  }

  private times(matrix: Float64Array, vector: Float64Array): Float64Array {
    const n = vector.length
    const out = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * vector[j]!
      out[i] = sum
    }
    return out
  }

  /** to += factor · v vᵀ, or its diagonal. */
  private addProduct(to: Float64Array, v: Float64Array, factor: number): void {
    const n = v.length
    if (this.separable) for (let i = 0; i < n; i++) to[i] = to[i]! + factor * v[i]! * v[i]!
    else
      for (let i = 0; i < n; i++) {
        const scaled = factor * v[i]!
        for (let j = 0; j < n; j++) to[i * n + j] = to[i * n + j]! + scaled * v[j]!
      }
  }

  /** B and D of C, not oftener than C changes by much. */
  private decompose(generation: number): void {
    const { strategy, counts, covariance, basis, deviations } = this
    const n = deviations.length
    if (!this.separable && generation - counts[2]! < 1 / (10 * n * (strategy.c1 + strategy.cMu))) return
    counts[2] = generation
    const values = this.separable ? covariance : symmetricEigen(covariance, basis)
    for (let i = 0; i < n; i++) deviations[i] = Math.sqrt(Math.max(values[i]!, Number.MIN_VALUE))
  }
}
