import type { ActionHead } from '../../../nets/action-head.ts'
import type { PolicySpec } from '../../../nets/spec.ts'
import type { PolicyLossGradient, PolicyLoss } from './policy-loss.ts'

/** `policyLossTensors`, loaded with the first gradient: whoever needs none of its gradients never loads TensorFlow.js. */
export function policyLossTensorsLater(
  spec: PolicySpec,
  head: ActionHead,
  weights: Float32Array,
  config: PolicyLoss,
): PolicyLossGradient {
  let held = weights.slice()
  let loaded: PolicyLossGradient | null = null
  return {
    load(changed) {
      if (loaded) loaded.load(changed)
      else held = changed.slice()
    },
    async of(batch) {
      if (!loaded) {
        const { policyLossTensors } = await import('./policy-loss-tensors.ts')
        loaded = policyLossTensors(spec, head, held, config)
      }
      return loaded.of(batch)
    },
    dispose() {
      loaded?.dispose()
      loaded = null
    },
  }
}
