/** L = −mean(min(ρ A, clip(ρ) A)) + valueWeight · ½ mean((v − R)²) − entropyBonus · mean(H), equations 7 and 9 of the paper, where ρ is the
 *  probability of the action over what it was when it was drawn. Two ways to its gradient: `ppo-tensors.ts`, `ppo-vectors.ts`. */
export interface PpoLoss {
  clip: number
  valueWeight: number
  entropyBonus: number
}

/** B decisions of a segment. */
export interface PpoBatch {
  /** [B × inputs] */
  observations: Float32Array
  /** Actions as they were drawn [B × head.numbers]. */
  raw: Float32Array
  /** Log-probability of each when it was drawn, its standardised advantage A, and its return R [B]. */
  old: Float32Array
  advantage: Float32Array
  target: Float32Array
}

/** What one minibatch tells beside its gradient, in this order. */
export const FIGURES = ['policyLoss', 'valueLoss', 'entropy', 'kl', 'clipFraction', 'ratioError'] as const
export type PpoFigures = Record<(typeof FIGURES)[number], number>

export interface PpoGradient {
  /** Takes flat weights. */
  load(weights: Float32Array): void
  /** The gradient of the loss over a batch [weightCount(spec)], and the batch's figures. */
  of(batch: PpoBatch): Promise<{ gradient: Float32Array; figures: PpoFigures }>
  dispose(): void
}
