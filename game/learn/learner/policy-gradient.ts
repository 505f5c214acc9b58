import { SeededChance } from '../../core/chance.ts'
import { actionHead, drawActions, type ActionHead } from '../../nets/action-head.ts'
import type { ActingPolicy } from '../../nets/acting-policy.ts'
import { Forward } from '../../nets/forward.ts'
import { initialise } from '../../nets/initialise.ts'
import type { Observations } from '../../nets/sparse-rows.ts'
import { inputSize, type PolicySpec } from '../../nets/spec.ts'
import { Adam } from '../maths/adam.ts'
import { newSegment, type Segment } from '../maths/segment.ts'
import type { Algorithm, AlgorithmSetup, Progress, Report } from './algorithm.ts'
import type { LearnerEnv } from './learner-env.ts'
import type { SavedArrays } from './saved-run.ts'

/** What algorithms share that improve a policy by gradients from what it has just played itself (on-policy; Sutton & Barto, chapter 13): flat weights,
 *  Adam, a generator; gathering a segment, acting, saving. Each writes `learn`, and where it holds more, `publish` and `dispose`. */
export abstract class PolicyGradient implements Algorithm {
  readonly weights: Float32Array<ArrayBuffer>
  protected readonly spec: PolicySpec
  protected readonly head: ActionHead
  protected readonly chance: SeededChance
  protected readonly adam: Adam
  /** The copy of the weights that acts. */
  protected readonly forward: ActingPolicy
  private readonly critic: boolean
  private segment: Segment | null = null

  /** critic: its segments hold what the policy's own value network says. Acts: computes the policy where it plays. */
  constructor(
    { spec, space, weights, seed }: AlgorithmSetup,
    {
      critic = false,
      Acts = Forward,
    }: { critic?: boolean; Acts?: new (...of: [PolicySpec, Float32Array]) => ActingPolicy } = {},
  ) {
    this.spec = spec
    this.head = actionHead(space)
    this.chance = new SeededChance(seed)
    this.weights = weights ? weights.slice() : initialise(spec, this.chance)
    this.forward = new Acts(spec, this.weights)
    this.critic = critic
    this.adam = new Adam(this.weights.length)
  }

  abstract learn(environment: LearnerEnv, progress: Progress): Promise<Report>

  act(observations: Observations, rows: number, actions: Uint32Array): void {
    const outputs = new Float32Array(rows * this.head.outputs)
    this.forward.outputs(observations, rows, outputs)
    drawActions(this.head, outputs, rows, this.chance, new Float32Array(rows * this.head.numbers), actions)
  }

  loadWeights(weights: Float32Array): void {
    this.weights.set(weights)
    this.adam.reset()
    this.publish()
  }

  save(): SavedArrays {
    return { weights: this.weights, ...this.adam.save('adam'), chance: this.chance.save() }
  }

  load(saved: SavedArrays): void {
    this.weights.set(saved['weights']!)
    this.adam.load('adam', saved)
    this.chance.load(saved['chance']!)
    this.publish()
  }

  dispose(): void {}

  /** Copies the weights to all that computes with a copy of them, once they have changed. */
  protected publish(): void {
    this.forward.load(this.weights)
  }

  /** Plays `steps` decisions in every slot with the policy of the moment. The same segment is filled
   *  each time. share: of a round that this is, for who asks how far it is. */
  protected async gather(env: LearnerEnv, steps: number, { breathe, interim }: Progress, share = 1): Promise<Segment> {
    const { forward, head, critic } = this
    const { slots } = env
    const inputs = inputSize(this.spec.actor)
    const segment = this.segmentFor(steps, slots)
    const outputs = new Float32Array(slots * head.outputs)
    const codes = new Uint32Array(slots)
    const values = new Float32Array(slots)
    for (let t = 0; t < steps; t++) {
      const first = t * slots
      forward.outputs(env.observations, slots, outputs)
      segment.observations.set(env.observations, first * inputs)
      if (critic) {
        forward.values(env.observations, slots, values)
        segment.values.set(values, first)
      }
      const raw = segment.raw.subarray(first * head.numbers, (first + slots) * head.numbers)
      drawActions(head, outputs, slots, this.chance, raw, codes)
      for (let slot = 0; slot < slots; slot++)
        segment.logProbabilities[first + slot] = head.logProbability(outputs, slot, raw, slot * head.numbers)
      env.step(codes)
      segment.rewards.set(env.rewards, first)
      segment.terminated.set(env.terminated, first)
      segment.truncated.set(env.truncated, first)
      if (critic && env.truncated.includes(1)) {
        forward.values(env.finalObservations, slots, values)
        segment.finalValues.set(values, first)
      }
      if (t % 8 === 7) {
        interim((share * t) / steps, {})
        await breathe()
      }
    }
    if (critic) forward.values(env.observations, slots, segment.lastValues)
    return segment
  }

  private segmentFor(steps: number, slots: number): Segment {
    const held = this.segment
    if (held?.rewards.length === steps * slots && held.lastValues.length === slots) return held
    return (this.segment = newSegment(steps, slots, inputSize(this.spec.actor), this.head.numbers))
  }
}
