import * as tf from '@tensorflow/tfjs-core'
import type { ActionHead } from '../action-head.ts'
import { HALF_LOG_2PI, LOG_DEVIATION } from '../heads/gaussian.ts'

/** Distributions of N actions, described by the outputs of a policy, so that gradients flow into these. */
export interface TensorDistribution {
  /** actions: as `TensorHead.actions` makes them → [N] */
  logProbability(actions: tf.Tensor): tf.Tensor1D
  /** Mean over the rows, nats. */
  meanEntropy(): tf.Scalar
}

/** An action head's log-probability and entropy in TensorFlow.js: the same as in plain JavaScript to single precision. */
export interface TensorHead {
  /** Raw actions [rows × head.numbers] as a tensor that `logProbability` takes. */
  actions(raw: Float32Array, rows: number): tf.Tensor
  /** outputs [N, head.outputs] */
  of(outputs: tf.Tensor2D): TensorDistribution
}

export function tensorHead(head: ActionHead): TensorHead {
  const size = head.space.labels.length
  if (head.space.kind === 'continuous') return gaussianTensors(size)
  if (head.space.kind === 'discrete') {
    return oneHot(
      [size],
      (logits) => logits,
      (index) => index,
    )
  }
  // A button is a choice between holding it, with its logit, and leaving it, with 0.
  return oneHot(
    [size, 2],
    (logits) => tf.mul(tf.reshape(logits, [-1, size, 1]), tf.tensor3d([1, 0], [1, 1, 2])),
    (held) => 1 - held,
  )
}

/** Independent choices, each a row of logits. shape: of one action's logits, the choices of one side by side. logitsOf: outputs [N, outputs] →
 *  [N, ...shape]. choiceOf: the choice that a number of a raw action stands for. */
function oneHot(
  shape: number[],
  logitsOf: (outputs: tf.Tensor2D) => tf.Tensor,
  choiceOf: (number: number) => number,
): TensorHead {
  const choices = shape.at(-1)!
  const axes = shape.map((_, axis) => axis + 1)
  return {
    actions(raw, rows) {
      const chosen = new Float32Array(shape.reduce((product, length) => product * length, rows))
      for (let i = 0; i * choices < chosen.length; i++) chosen[i * choices + choiceOf(raw[i]!)] = 1
      return tf.tensor(chosen, [rows, ...shape])
    },
    of(outputs) {
      const logPolicy = tf.logSoftmax(logitsOf(outputs))
      return {
        logProbability: (actions) => tf.sum(tf.mul(logPolicy, actions), axes),
        meanEntropy: () => tf.mul(tf.sum(tf.mul(tf.exp(logPolicy), logPolicy)), -1 / outputs.shape[0]),
      }
    },
  }
}

function gaussianTensors(size: number): TensorHead {
  return {
    actions: (raw, rows) => tf.tensor2d(raw, [rows, size]),
    of(outputs) {
      const means = tf.slice(outputs, [0, 0], [-1, size])
      const { least, most } = LOG_DEVIATION
      const logs = tf.clipByValue(tf.slice(outputs, [0, size], [-1, size]), least, most)
      return {
        logProbability(actions) {
          const distance = tf.mul(tf.sub(actions, means), tf.exp(tf.neg(logs)))
          return tf.sum(tf.sub(tf.mul(tf.square(distance), -0.5), tf.add(logs, HALF_LOG_2PI)), 1)
        },
        meanEntropy: () => tf.mul(tf.sum(tf.add(logs, HALF_LOG_2PI + 0.5)), 1 / outputs.shape[0]),
      }
    },
  }
}
