import { SeededChance } from '../../../core/chance.ts'
import { actionHead, drawActions, type ActionHead } from '../../../nets/action-head.ts'
import type { ActingPolicy } from '../../../nets/acting-policy.ts'
import { Forward } from '../../../nets/forward.ts'
import { initialise } from '../../../nets/initialise.ts'
import { isSparse, type Observations } from '../../../nets/sparse-rows.ts'
import { VectorPolicy } from '../../../nets/simd/vector-policy.ts'
import { inputSize, weightCount, type PolicySpec } from '../../../nets/spec.ts'
import { clipNorm } from '../../maths/adam.ts'
import { optimiserFor, type Optimiser, type OptimiserChoice } from '../../maths/optimiser.ts'
import { newSegment, type Segment } from '../../maths/segment.ts'
import type { Algorithm, AlgorithmSetup, Progress, Report } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import type { PolicyBatch, PolicyLoss, PolicyLossGradient } from './policy-loss.ts'
import { policyLossTensorsLater } from './policy-loss-tensors-later.ts'
import { policyLossVectors } from './policy-loss-vectors.ts'

/** How the gradients of a policy are computed, and what they are gradients of. */
export interface PolicyGradientParts {
  /** Its segments hold what the policy's own value network says, and that network learns. */
  critic: boolean
  gradients: 'tensors' | 'vectors'
  /** Read at each gradient. */
  loss: PolicyLoss
  /** Adam when missing. */
  optimiser?: OptimiserChoice
}

/** What algorithms share that improve a policy by gradients from what it has just played itself (on-policy; Sutton & Barto, chapter 13): flat weights,
 *  an optimiser, a generator; gathering a segment, gradients, acting, saving. Each writes `learn`. */
export abstract class PolicyGradient implements Algorithm {
  readonly weights: Float32Array<ArrayBuffer>
  protected readonly spec: PolicySpec
  protected readonly head: ActionHead
  protected readonly chance: SeededChance
  /** The copy of the weights that acts. */
  private readonly forward: ActingPolicy
  private readonly critic: boolean
  private readonly gradient: PolicyLossGradient
  private readonly optimiser: Optimiser
  private readonly optimiserName: string
  /** Those of the weights that learn. */
  private readonly learned: Float32Array<ArrayBuffer>
  private segment: Segment | null = null

  constructor(
    { spec, space, weights, seed }: AlgorithmSetup,
    { critic, gradients, loss, optimiser = { kind: 'adam' } }: PolicyGradientParts,
  ) {
    this.spec = spec
    this.head = actionHead(space)
    this.chance = new SeededChance(seed)
    this.weights = weights ? weights.slice() : initialise(spec, this.chance)
    this.critic = critic
    // The actor's weights lie first: without the critic, the others are as if they were not there.
    const learning = critic ? spec : { ...spec, critic: null }
    this.learned = this.weights.subarray(0, weightCount(learning))
    const vectors = gradients === 'vectors'
    this.forward = new (vectors ? VectorPolicy : Forward)(learning, this.learned)
    this.gradient = (vectors ? policyLossVectors : policyLossTensorsLater)(learning, this.head, this.learned, loss)
    this.optimiserName = optimiser.kind
    this.optimiser = optimiserFor(optimiser, this.learned.length)
  }

  abstract learn(environment: LearnerEnv, progress: Progress): Promise<Report>

  act(observations: Observations, rows: number, actions: Uint32Array): void {
    const outputs = new Float32Array(rows * this.head.outputs)
    this.forward.outputs(observations, rows, outputs)
    drawActions(this.head, outputs, rows, this.chance, new Float32Array(rows * this.head.numbers), actions)
  }

  loadWeights(weights: Float32Array): void {
    this.weights.set(weights)
    this.optimiser.reset()
    this.gradient.load(this.learned)
    this.publish()
  }

  save(): SavedArrays {
    return { weights: this.weights, ...this.optimiser.save(this.optimiserName), chance: this.chance.save() }
  }

  load(saved: SavedArrays): void {
    this.weights.set(saved['weights']!)
    this.optimiser.load(this.optimiserName, saved)
    this.chance.load(saved['chance']!)
    this.gradient.load(this.learned)
    this.publish()
  }

  dispose(): void {
    this.gradient.dispose()
  }

  /** The gradient of the loss over a batch, and what the batch tells. */
  protected gradientOf(batch: PolicyBatch): ReturnType<PolicyLossGradient['of']> {
    return this.gradient.of(batch)
  }

  /** One step down a gradient, cut to a norm; its norm before. */
  protected descend(
    gradient: Float32Array,
    { learningRate, maxGradientNorm }: { learningRate: number; maxGradientNorm: number | null },
  ): number {
    const norm = clipNorm(gradient, maxGradientNorm ?? Infinity)
    this.optimiser.step(this.learned, gradient, learningRate)
    this.gradient.load(this.learned)
    return norm
  }

  /** Has the weights act that the gradients led to. */
  protected publish(): void {
    this.forward.load(this.learned)
  }

  /** Plays `steps` decisions in every slot with the policy of the moment. The same segment is filled
   *  each time. share: of a round that this is, for who asks how far it is. saw: called after each step, with the row of slot 0. */
  protected async gather(
    env: LearnerEnv,
    steps: number,
    { breathe, interim }: Progress,
    share = 1,
    saw?: (first: number) => void,
  ): Promise<Segment> {
    const { forward, head, critic } = this
    const { slots } = env
    const inputs = inputSize(this.spec.actor)
    const segment = this.segmentFor(steps, slots, env.lists !== null)
    segment.lists?.clear()
    const seen = env.lists?.observations ?? env.observations
    const outputs = new Float32Array(slots * head.outputs)
    const codes = new Uint32Array(slots)
    const values = new Float32Array(slots)
    for (let t = 0; t < steps; t++) {
      const first = t * slots
      forward.outputs(seen, slots, outputs)
      if (isSparse(seen)) segment.lists!.add(seen, 0, slots)
      else segment.observations.set(seen, first * inputs)
      if (critic) {
        forward.values(seen, slots, values)
        segment.values.set(values, first)
      }
      const raw = segment.raw.subarray(first * head.numbers, (first + slots) * head.numbers)
      drawActions(head, outputs, slots, this.chance, raw, codes)
      for (let slot = 0; slot < slots; slot++)
        segment.logProbabilities[first + slot] = head.logProbability(outputs, slot, raw, slot * head.numbers)
      env.step(codes)
      saw?.(first)
      segment.rewards.set(env.rewards, first)
      segment.terminated.set(env.terminated, first)
      segment.truncated.set(env.truncated, first)
      if (critic && env.truncated.includes(1)) {
        forward.values(env.lists?.finalObservations ?? env.finalObservations, slots, values)
        segment.finalValues.set(values, first)
      }
      if (t % 8 === 7) {
        interim((share * t) / steps, {})
        await breathe()
      }
    }
    if (critic) forward.values(seen, slots, segment.lastValues)
    return segment
  }

  private segmentFor(steps: number, slots: number, asLists: boolean): Segment {
    const held = this.segment
    const fits = held?.rewards.length === steps * slots && held.lastValues.length === slots
    if (fits && (held.lists !== null) === asLists) return held
    return (this.segment = newSegment(steps, slots, asLists ? null : inputSize(this.spec.actor), this.head.numbers))
  }
}
