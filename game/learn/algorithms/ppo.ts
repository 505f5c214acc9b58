import * as tf from '@tensorflow/tfjs-core'
import { SeededChance } from '../../core/chance.ts'
import { actionHead, drawActions, type ActionHead } from '../../nets/action-head.ts'
import { Forward } from '../../nets/forward.ts'
import { initialise } from '../../nets/initialise.ts'
import { assertFits, inputSize, weightCount, type PolicySpec } from '../../nets/spec.ts'
import { tensorHead, type TensorHead } from '../../nets/tfjs/tensor-head.ts'
import { TensorNetwork } from '../../nets/tfjs/tensor-network.ts'
import { Adam, clipNorm } from '../maths/adam.ts'
import type { Algorithm, AlgorithmSetup, Report } from './algorithm.ts'
import type { LearnerEnv } from './learner-env.ts'
import { explainedVariance, generalisedAdvantages } from '../maths/returns.ts'

/** # Proximal policy optimisation, clipped — Schulman, Wolski, Dhariwal, Radford, Klimov 2017, arXiv:1707.06347, section 3 and algorithm 1.
 *
 * Differences from the paper, most of them after Huang et al. 2022, "The 37 implementation details of PPO", and Andrychowicz et al. 2021:
 * 1. Actor and critic share no layer, and there is no clipping of the value loss.
 * 2. Advantages are normalised to mean 0 and deviation 1 within each minibatch.
 * 3. Orthogonal initialisation; Adam with ε 1e-5; the gradient's global norm is clipped.
 * 4. An update ends early where the policy has moved far enough from the one that gathered the data (`targetKl`).
 * 5. TensorFlow.js computes gradients only. Acting and Adam are plain JavaScript, faster for small networks; so the first ratio of an update
 *    is 1 up to float32 rounding, and that is asserted. */
export interface PpoConfig {
  /** Decisions of each slot in one segment (T in the paper). */
  steps: number
  /** Rows of a minibatch; must divide steps × slots, so that every batch has the same shape. */
  minibatchSize: number
  /** Passes over a segment. */
  epochs: number
  /** Adam's step size; `learningRate` of the object may be annealed from outside. */
  learningRate: number
  /** Discount a decision. */
  gamma: number
  /** λ of generalised advantage estimation: 1 trusts the rewards, 0 the critic. */
  lambda: number
  /** How far the probability ratio may move from 1 before its gradient is cut (ε in the paper). */
  clip: number
  /** Reward for an undecided policy, by its entropy in nats. */
  entropyBonus: number
  /** Weight of the value loss. */
  valueWeight: number
  /** Longest gradient, by its Euclidean norm over all weights. */
  maxGradientNorm: number
  /** Approximate KL divergence of a minibatch from the old policy at which the update stops, null for never. */
  targetKl: number | null
}

export const ppoDefaults: PpoConfig = {
  steps: 64,
  minibatchSize: 2048,
  epochs: 4,
  learningRate: 1e-3,
  gamma: 0.99,
  lambda: 0.95,
  clip: 0.2,
  entropyBonus: 0.01,
  valueWeight: 0.5,
  maxGradientNorm: 0.5,
  targetKl: 0.02,
}

/** One portion of experience: T steps of N slots, step after step. */
interface Segment {
  observations: Float32Array
  /** As they were drawn [rows × head.numbers]. */
  raw: Float32Array
  /** Of the policy that acted. */
  logProbabilities: Float32Array
  values: Float32Array
  rewards: Float32Array
  terminated: Uint8Array
  truncated: Uint8Array
  finalValues: Float32Array
  lastValues: Float32Array
  advantages: Float32Array
  returns: Float32Array
}

/** What one minibatch tells beside its gradient, in this order. */
const FIGURES = ['policyLoss', 'valueLoss', 'entropy', 'kl', 'clipFraction', 'ratioError'] as const
type Figures = Record<(typeof FIGURES)[number], number>

export class Ppo implements Algorithm {
  readonly spec: PolicySpec
  readonly weights: Float32Array<ArrayBuffer>
  readonly config: PpoConfig
  learningRate: number
  private readonly head: ActionHead
  private readonly tensorHead: TensorHead
  private readonly chance: SeededChance
  private readonly forward: Forward
  private readonly network: TensorNetwork
  private readonly adam: Adam
  private segment: Segment | null = null
  private learning = false

  constructor(setup: AlgorithmSetup, config: Partial<PpoConfig> = {}) {
    this.spec = setup.spec
    this.head = actionHead(setup.space)
    this.tensorHead = tensorHead(this.head)
    assertFits(this.spec, this.head.outputs)
    if (!this.spec.critic) throw new RangeError('PPO learns with a value network, and this policy has none')
    this.config = { ...ppoDefaults, ...config }
    this.learningRate = this.config.learningRate
    this.chance = new SeededChance(setup.seed)
    this.weights = setup.weights ? setup.weights.slice() : initialise(setup.spec, this.chance)
    this.forward = new Forward(this.spec, this.weights)
    this.network = new TensorNetwork(this.spec, this.weights)
    this.adam = new Adam(weightCount(this.spec))
  }

  async learn(environment: LearnerEnv, breathe?: () => Promise<void>): Promise<Report> {
    this.learning = true
    try {
      const segment = await this.gather(environment, breathe)
      return await this.update(segment, breathe)
    } finally {
      this.learning = false
    }
  }

  load(weights: Float32Array): void {
    if (this.learning)
      throw new Error('A policy takes other weights between rounds, not while it learns from its own games')
    this.weights.set(weights)
    this.adam.reset()
    this.publish()
  }

  act(observations: Float32Array, rows: number, actions: Uint32Array): void {
    const outputs = new Float32Array(rows * this.head.outputs)
    this.forward.outputs(observations, rows, outputs)
    drawActions(this.head, outputs, rows, this.chance, new Float32Array(rows * this.head.numbers), actions)
  }

  dispose(): void {
    this.network.dispose()
  }

  /** Plays `steps` decisions in every slot with the policy of the moment. */
  private async gather(env: LearnerEnv, breathe?: () => Promise<void>): Promise<Segment> {
    const { steps } = this.config
    const { head } = this
    const inputs = inputSize(this.spec.actor)
    const { slots } = env
    const segment = this.segmentFor(slots)
    const outputs = new Float32Array(slots * head.outputs)
    const codes = new Uint32Array(slots)
    const values = new Float32Array(slots)
    for (let t = 0; t < steps; t++) {
      const first = t * slots
      this.forward.outputs(env.observations, slots, outputs)
      this.forward.values(env.observations, slots, values)
      segment.observations.set(env.observations, first * inputs)
      segment.values.set(values, first)
      const raw = segment.raw.subarray(first * head.numbers, (first + slots) * head.numbers)
      drawActions(head, outputs, slots, this.chance, raw, codes)
      for (let slot = 0; slot < slots; slot++)
        segment.logProbabilities[first + slot] = head.logProbability(outputs, slot, raw, slot * head.numbers)
      env.step(codes)
      segment.rewards.set(env.rewards, first)
      segment.terminated.set(env.terminated, first)
      segment.truncated.set(env.truncated, first)
      if (env.truncated.includes(1)) {
        this.forward.values(env.finalObservations, slots, values)
        segment.finalValues.set(values, first)
      }
      if (t % 8 === 7) await breathe?.()
    }
    this.forward.values(env.observations, slots, segment.lastValues)
    return segment
  }

  /** Several epochs of minibatches over the segment. */
  private async update(segment: Segment, breathe?: () => Promise<void>): Promise<Report> {
    const { gamma, lambda, minibatchSize, epochs, maxGradientNorm, targetKl } = this.config
    const { advantages, returns, values } = segment
    const rows = advantages.length
    if (rows % minibatchSize !== 0)
      throw new RangeError(`A minibatch of ${minibatchSize} rows does not divide a segment of ${rows}`)
    generalisedAdvantages(segment, gamma, lambda, advantages)
    for (let i = 0; i < rows; i++) returns[i] = advantages[i]! + values[i]!
    const explained = explainedVariance(values, returns)
    const order = Uint32Array.from({ length: rows }, (_, i) => i)
    const sums: Record<string, number> = {}
    let minibatches = 0
    let stopped = false
    for (let epoch = 0; epoch < epochs && !stopped; epoch++) {
      shuffle(order, this.chance)
      for (let first = 0; first < rows && !stopped; first += minibatchSize) {
        const { gradient, figures } = await this.gradient(segment, order.subarray(first, first + minibatchSize))
        if (minibatches === 0 && !(figures.ratioError < 1e-3))
          throw new Error(`The policy that learns is not the one that acted: its ratio is off by ${figures.ratioError}`)
        stopped = targetKl !== null && figures.kl > 1.5 * targetKl
        if (!stopped) {
          sums['gradientNorm'] = (sums['gradientNorm'] ?? 0) + clipNorm(gradient, maxGradientNorm)
          this.adam.step(this.weights, gradient, this.learningRate)
          this.network.load(this.weights)
        }
        for (const name of FIGURES) sums[name] = (sums[name] ?? 0) + figures[name]
        minibatches++
        await breathe?.()
      }
    }
    this.forward.load(this.weights)
    const mean = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / minibatches]))
    return { ...mean, explainedVariance: explained, minibatches, stoppedEarly: stopped ? 1 : 0, decisions: rows }
  }

  /** The gradient of the loss over these rows [weightCount(spec)], and the minibatch's figures. */
  private async gradient(segment: Segment, rows: Uint32Array): Promise<{ gradient: Float32Array; figures: Figures }> {
    const inputs = inputSize(this.spec.actor)
    const { numbers } = this.head
    const size = rows.length
    const observations = new Float32Array(size * inputs)
    const raw = new Float32Array(size * numbers)
    const columns = { old: new Float32Array(size), advantage: new Float32Array(size), target: new Float32Array(size) }
    for (let row = 0; row < size; row++) {
      const from = rows[row]!
      for (let i = 0; i < inputs; i++) observations[row * inputs + i] = segment.observations[from * inputs + i]!
      for (let i = 0; i < numbers; i++) raw[row * numbers + i] = segment.raw[from * numbers + i]!
      columns.old[row] = segment.logProbabilities[from]!
      columns.advantage[row] = segment.advantages[from]!
      columns.target[row] = segment.returns[from]!
    }
    standardise(columns.advantage)
    const packed = tf.tidy(() => {
      const x = tf.tensor2d(observations, [size, inputs])
      const actions = this.tensorHead.actions(raw, size)
      const [old, advantage, target] = [
        tf.tensor1d(columns.old),
        tf.tensor1d(columns.advantage),
        tf.tensor1d(columns.target),
      ]
      let figures: tf.Tensor1D | null = null
      const { grads } = tf.variableGrads(() => {
        const loss = this.loss(x, actions, old, advantage, target)
        figures = tf.keep(loss.figures)
        return loss.total
      }, [...this.network.variables])
      const flat = this.network.variables.map((variable) => tf.reshape(grads[variable.name]!, [-1]))
      const all = tf.concat([...flat, figures!])
      tf.dispose(figures!)
      return all
    })
    const result = (await packed.data()) as Float32Array
    packed.dispose()
    const gradient = result.slice(0, this.weights.length)
    const figures = Object.fromEntries(FIGURES.map((name, i) => [name, result[gradient.length + i]!])) as Figures
    return { gradient, figures }
  }

  /** L = −mean(min(ρ A, clip(ρ) A)) + valueWeight · ½ mean((v − R)²) − entropyBonus · mean(H), equations 7 and 9 of the paper.
   *  x [B, inputs] · actions: as the head takes them, B of them · old, advantage, target [B] */
  private loss(x: tf.Tensor2D, actions: tf.Tensor, old: tf.Tensor1D, advantage: tf.Tensor1D, target: tf.Tensor1D) {
    const { clip, valueWeight, entropyBonus } = this.config
    const share = 1 / x.shape[0]
    const policy = this.tensorHead.of(this.network.outputs(x))
    const logRatio = tf.sub(policy.logProbability(actions), old)
    const ratio = tf.exp(logRatio)
    const surrogate = tf.minimum(tf.mul(ratio, advantage), tf.mul(tf.clipByValue(ratio, 1 - clip, 1 + clip), advantage))
    const policyLoss = tf.mul(tf.sum(surrogate), -share)
    const valueLoss = tf.mul(tf.sum(tf.square(tf.sub(this.network.values(x), target))), 0.5 * share)
    const entropy = policy.meanEntropy()
    const total = tf.sub(tf.add(policyLoss, tf.mul(valueLoss, valueWeight)), tf.mul(entropy, entropyBonus))
    const difference = tf.sub(ratio, 1)
    const kl = tf.mul(tf.sum(tf.sub(difference, logRatio)), share)
    const clipped = tf.mul(tf.sum(tf.cast(tf.greater(tf.abs(difference), clip), 'float32')), share)
    const figures = tf.stack([policyLoss, valueLoss, entropy, kl, clipped, tf.max(tf.abs(difference))]) as tf.Tensor1D
    return { total: total as tf.Scalar, figures }
  }

  private publish(): void {
    this.forward.load(this.weights)
    this.network.load(this.weights)
  }

  private segmentFor(slots: number): Segment {
    const rows = this.config.steps * slots
    if (this.segment?.rewards.length === rows && this.segment.lastValues.length === slots) return this.segment
    const column = (): Float32Array => new Float32Array(rows)
    return (this.segment = {
      observations: new Float32Array(rows * inputSize(this.spec.actor)),
      raw: new Float32Array(rows * this.head.numbers),
      logProbabilities: column(),
      values: column(),
      rewards: column(),
      terminated: new Uint8Array(rows),
      truncated: new Uint8Array(rows),
      finalValues: column(),
      lastValues: new Float32Array(slots),
      advantages: column(),
      returns: column(),
    })
  }
}

/** Fisher and Yates's shuffle, in place. */
function shuffle(order: Uint32Array, chance: SeededChance): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = chance.below(i + 1)
    const swap = order[i]!
    order[i] = order[j]!
    order[j] = swap
  }
}

/** Shifts and scales to mean 0 and standard deviation 1, in place. */
function standardise(values: Float32Array): void {
  let mean = 0
  for (let i = 0; i < values.length; i++) mean += values[i]! / values.length
  let variance = 0
  for (let i = 0; i < values.length; i++) variance += (values[i]! - mean) ** 2 / values.length
  const scale = 1 / (Math.sqrt(variance) + 1e-8)
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - mean) * scale
}
