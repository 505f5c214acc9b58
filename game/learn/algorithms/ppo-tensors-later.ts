import type { ActionHead } from '../../nets/action-head.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import type { PpoGradient, PpoLoss } from './ppo-loss.ts'

/** `ppoTensors`, loaded with the first gradient: whoever needs none of its gradients never loads TensorFlow.js. */
export function ppoTensorsLater(
  spec: PolicySpec,
  head: ActionHead,
  weights: Float32Array,
  config: PpoLoss,
): PpoGradient {
  let held = weights.slice()
  let loaded: PpoGradient | null = null
  return {
    load(changed) {
      if (loaded) loaded.load(changed)
      else held = changed.slice()
    },
    async of(batch) {
      if (!loaded) {
        const { ppoTensors } = await import('./ppo-tensors.ts')
        loaded = ppoTensors(spec, head, held, config)
      }
      return loaded.of(batch)
    },
    dispose() {
      loaded?.dispose()
      loaded = null
    },
  }
}
