import { isSparse, SparseRowList, type Observations } from '../../../nets/sparse-rows.ts'
import type { Segment } from '../../maths/segment.ts'

/** L = −mean(min(ρ A, clip(ρ) A)) + valueWeight · ½ mean((v − R)²) − entropyBonus · mean(H), equations 7 and 9 of Schulman et al. 2017, where ρ is
 *  the probability of the action over what it was when it was drawn. Where the policy is still the one that drew, ρ is 1 and nothing is cut, and
 *  the gradient of the first term is −mean(A ∇ log π), that of A2C and REINFORCE: one loss serves all three (Huang et al. 2022, "A2C is a special
 *  case of PPO"). A policy without a value network has no second term. Two ways to its gradient: `policy-loss-tensors.ts`,
 *  `policy-loss-vectors.ts`. */
export interface PolicyLoss {
  /** ε: how far ρ may move from 1; missing where each batch has one gradient. */
  clip?: number
  valueWeight: number
  entropyBonus: number
}

/** As good as no clip, and a number on every device. */
export const UNCLIPPED = 1e30

/** B decisions of a segment. */
export interface PolicyBatch {
  /** [B × inputs], or as many lists. */
  observations: Observations
  /** Actions as they were drawn [B × head.numbers]. */
  raw: Float32Array
  /** Log-probability of each when it was drawn, its standardised advantage A, and its return R [B]. */
  old: Float32Array
  advantage: Float32Array
  target: Float32Array
}

/** What one minibatch tells beside its gradient, in this order. */
export const FIGURES = ['policyLoss', 'valueLoss', 'entropy', 'kl', 'clipFraction', 'ratioError'] as const
export type PolicyLossFigures = Record<(typeof FIGURES)[number], number>

export interface PolicyLossGradient {
  /** Takes flat weights. */
  load(weights: Float32Array): void
  /** The gradient of the loss over a batch [weightCount(spec)], and the batch's figures. */
  of(batch: PolicyBatch): Promise<{ gradient: Float32Array; figures: PolicyLossFigures }>
  dispose(): void
}

/** Room for a batch of decisions of a segment. size: how many. */
export const newPolicyBatch = (segment: Segment, size: number): PolicyBatch => ({
  observations: segment.lists ? new SparseRowList() : new Float32Array(size * perRow(segment.observations, segment)),
  raw: new Float32Array(size * perRow(segment.raw, segment)),
  old: new Float32Array(size),
  advantage: new Float32Array(size),
  target: new Float32Array(size),
})

const perRow = (column: Float32Array, { rewards }: Segment): number => column.length / rewards.length

/** Copies these rows of a segment to a batch of as many. */
export function fillPolicyBatch(batch: PolicyBatch, segment: Segment, rows: Uint32Array): void {
  const { observations, raw, old, advantage, target } = batch
  const inputs = perRow(segment.observations, segment)
  if (observations instanceof SparseRowList) observations.clear()
  const numbers = raw.length / rows.length
  for (let row = 0; row < rows.length; row++) {
    const from = rows[row]!
    if (observations instanceof SparseRowList) observations.add(segment.lists!, from, 1)
    else if (!isSparse(observations))
      for (let i = 0; i < inputs; i++) observations[row * inputs + i] = segment.observations[from * inputs + i]!
    for (let i = 0; i < numbers; i++) raw[row * numbers + i] = segment.raw[from * numbers + i]!
    old[row] = segment.logProbabilities[from]!
    advantage[row] = segment.advantages[from]!
    target[row] = segment.returns[from]!
  }
}

/** A whole segment as one batch, nothing copied. */
export const wholeSegment = ({
  observations,
  lists,
  raw,
  logProbabilities,
  advantages,
  returns,
}: Segment): PolicyBatch => ({
  observations: lists ?? observations,
  raw,
  old: logProbabilities,
  advantage: advantages,
  target: returns,
})
