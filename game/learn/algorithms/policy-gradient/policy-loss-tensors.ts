import * as tf from '@tensorflow/tfjs-core'
import type { ActionHead } from '../../../nets/action-head.ts'
import { weightCount, type PolicySpec } from '../../../nets/spec.ts'
import { tensorHead } from '../../../nets/tfjs/tensor-head.ts'
import { observationTensor, TensorNetwork } from '../../../nets/tfjs/tensor-network.ts'
import {
  FIGURES,
  UNCLIPPED,
  type PolicyBatch,
  type PolicyLoss,
  type PolicyLossFigures,
  type PolicyLossGradient,
} from './policy-loss.ts'

/** The gradient by TensorFlow.js, on whichever backend was started: any network. */
export function policyLossTensors(
  spec: PolicySpec,
  head: ActionHead,
  weights: Float32Array,
  config: PolicyLoss,
): PolicyLossGradient {
  const network = new TensorNetwork(spec, weights)
  const policyHead = tensorHead(head)

  /** x [B, inputs] · actions: as the head takes them, B of them · old, advantage, target [B] */
  const lossOf = (
    x: tf.Tensor2D,
    actions: tf.Tensor,
    old: tf.Tensor1D,
    advantage: tf.Tensor1D,
    target: tf.Tensor1D,
  ) => {
    const { clip = UNCLIPPED, valueWeight, entropyBonus } = config
    const share = 1 / x.shape[0]
    const policy = policyHead.of(network.outputs(x))
    const logRatio = tf.sub(policy.logProbability(actions), old)
    const ratio = tf.exp(logRatio)
    const surrogate = tf.minimum(tf.mul(ratio, advantage), tf.mul(tf.clipByValue(ratio, 1 - clip, 1 + clip), advantage))
    const policyLoss = tf.mul(tf.sum(surrogate), -share)
    const valueLoss = spec.critic
      ? tf.mul(tf.sum(tf.square(tf.sub(network.values(x), target))), 0.5 * share)
      : tf.scalar(0)
    const entropy = policy.meanEntropy()
    const total = tf.sub(tf.add(policyLoss, tf.mul(valueLoss, valueWeight)), tf.mul(entropy, entropyBonus))
    const difference = tf.sub(ratio, 1)
    const kl = tf.mul(tf.sum(tf.sub(difference, logRatio)), share)
    const clipped = tf.mul(tf.sum(tf.cast(tf.greater(tf.abs(difference), clip), 'float32')), share)
    const figures = tf.stack([policyLoss, valueLoss, entropy, kl, clipped, tf.max(tf.abs(difference))]) as tf.Tensor1D
    return { total: total as tf.Scalar, figures }
  }

  const packed = ({ observations, raw, old, advantage, target }: PolicyBatch): tf.Tensor => {
    const size = old.length
    const x = observationTensor(spec.actor, observations, size)
    const actions = policyHead.actions(raw, size)
    const columns = [tf.tensor1d(old), tf.tensor1d(advantage), tf.tensor1d(target)] as const
    let figures: tf.Tensor1D | null = null
    const { grads } = tf.variableGrads(() => {
      const loss = lossOf(x, actions, ...columns)
      figures = tf.keep(loss.figures)
      return loss.total
    }, [...network.variables])
    const flat = network.variables.map((variable) => tf.reshape(grads[variable.name]!, [-1]))
    const all = tf.concat([...flat, figures!])
    tf.dispose(figures!)
    return all
  }

  return {
    load: (changed) => network.load(changed),
    async of(batch) {
      const tensor = tf.tidy(() => packed(batch))
      const result = (await tensor.data()) as Float32Array
      tensor.dispose()
      const gradient = result.slice(0, weightCount(spec))
      const figures = Object.fromEntries(
        FIGURES.map((name, i) => [name, result[gradient.length + i]!]),
      ) as PolicyLossFigures
      return { gradient, figures }
    },
    dispose: () => network.dispose(),
  }
}
