import type { ActionHead } from '../../../nets/action-head.ts'
import { VectorPolicy } from '../../../nets/simd/vector-policy.ts'
import { weightCount, type PolicySpec } from '../../../nets/spec.ts'
import { UNCLIPPED, type PolicyLoss, type PolicyLossFigures, type PolicyLossGradient } from './policy-loss.ts'

/** The gradient by hand: dense networks, on any engine whose WebAssembly has vectors. Throws RangeError elsewhere. */
export function policyLossVectors(
  spec: PolicySpec,
  head: ActionHead,
  weights: Float32Array,
  config: PolicyLoss,
): PolicyLossGradient {
  const policy = new VectorPolicy(spec, weights)
  const gradient = new Float32Array(weightCount(spec))
  const ofEntropy = new Float32Array(head.outputs)
  return {
    load: (changed) => policy.load(changed),
    of({ observations, raw, old, advantage, target }) {
      const { clip = UNCLIPPED, valueWeight, entropyBonus } = config
      const { numbers } = head
      const share = 1 / old.length
      let [policyLoss, squares, entropy, kl, clipped, ratioError] = [0, 0, 0, 0, 0, 0]
      policy.gradient(
        observations,
        old.length,
        (row, outputs, value, errors) => {
          const logRatio = -head.loss(outputs, raw, row * numbers, errors) - old[row]!
          const ratio = Math.exp(logRatio)
          const surrogate = ratio * advantage[row]!
          const cut = Math.max(1 - clip, Math.min(1 + clip, ratio)) * advantage[row]!
          entropy += head.entropyGradient(outputs, ofEntropy)
          // `errors` holds the gradient of −log π: that of the surrogate is ρ A times it, and nothing where it is cut.
          const pull = surrogate <= cut ? share * surrogate : 0
          for (let i = 0; i < errors.length; i++) errors[i] = pull * errors[i]! - share * entropyBonus * ofEntropy[i]!
          const off = value - target[row]!
          const change = Math.abs(ratio - 1)
          policyLoss -= Math.min(surrogate, cut)
          squares += off * off
          kl += ratio - 1 - logRatio
          if (change > clip) clipped++
          ratioError = Math.max(ratioError, change)
          return valueWeight * share * off
        },
        gradient,
      )
      const figures: PolicyLossFigures = {
        policyLoss: share * policyLoss,
        valueLoss: 0.5 * share * squares,
        entropy: share * entropy,
        kl: share * kl,
        clipFraction: share * clipped,
        ratioError,
      }
      return Promise.resolve({ gradient, figures })
    },
    dispose: () => undefined,
  }
}
