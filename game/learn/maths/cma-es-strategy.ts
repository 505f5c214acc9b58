/** Constants of CMA-ES for n numbers and λ candidates, by the names of the tutorial (Hansen 2016, table 1). */
export interface Strategy {
  /** Of the candidates from the best to the worst [λ]; those of the parents, the first ones, sum to 1. */
  weights: Float64Array
  /** µ */
  parents: number
  muEff: number
  cSigma: number
  dSigma: number
  cC: number
  c1: number
  cMu: number
  /** E‖N(0, I)‖ */
  expectedLength: number
}

/** separable: C is diagonal, so it is learned (n + 2) ÷ 3 times as fast, and no weight is negative (Ros & Hansen 2008). */
export function strategyOf(n: number, population: number, separable: boolean): Strategy {
  if (population < 2) throw new RangeError('A generation has two candidates at least')
  const raw = Float64Array.from({ length: population }, (_, i) => Math.log((population + 1) / 2) - Math.log(i + 1))
  const parents = Math.floor(population / 2)
  const [better, worse] = [raw.subarray(0, parents), raw.subarray(parents)]
  const [muEff, muEffWorse] = [effective(better), effective(worse)]
  const cSigma = (muEff + 2) / (n + muEff + 5)
  const faster = separable ? (n + 2) / 3 : 1
  const c1 = Math.min(1, (faster * 2) / ((n + 1.3) ** 2 + muEff))
  const cMu = Math.min(1 - c1, (faster * 2 * (0.25 + muEff + 1 / muEff - 2)) / ((n + 2) ** 2 + muEff))
  const most = separable ? 0 : Math.min(1 + c1 / cMu, 1 + (2 * muEffWorse) / (muEff + 2), (1 - c1 - cMu) / (n * cMu))
  const [ofBetter, ofWorse] = [total(better), -total(worse)]
  return {
    weights: raw.map((weight, rank) => (rank < parents ? weight / ofBetter : (most * weight) / ofWorse)),
    parents,
    muEff,
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    cC: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    c1,
    cMu,
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  }
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/** How many candidates of equal weight these are worth: (Σ w)² ÷ Σ w². */
const effective = (weights: Float64Array): number =>
  total(weights) ** 2 / weights.reduce((sum, weight) => sum + weight * weight, 0)
