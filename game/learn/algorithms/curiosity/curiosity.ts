import { SeededChance } from '../../../core/chance.ts'
import type { ActionHead } from '../../../nets/action-head.ts'
import { hasVectorPolicy } from '../../../nets/simd/vector-policy.ts'
import { inputSize, type PolicySpec } from '../../../nets/spec.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { RunningNormaliser } from '../../maths/running-normaliser.ts'
import type { Segment } from '../../maths/segment.ts'
import { Icm } from './icm.ts'
import { Rnd } from './rnd.ts'

/** What is surprised by transitions, and less so by those that it has seen often. */
export interface Surprise {
  /** Writes how surprising each transition is [rows], and learns from them; its mean loss.
   *  before, after: observations [rows × inputs] · raw: the actions between them [rows × head.numbers] */
  learn(before: Float32Array, after: Float32Array, raw: Float32Array, surprise: Float32Array): number
  save(): Record<string, SavedArrays[string]>
  load(saved: SavedArrays): void
}

/** Rewards for what is new, beside those of the task. */
export class Curiosity {
  private readonly surprise: Surprise
  private readonly inputs: number
  /** Of the discounted sums of surprise: rewards for what is new are of one size, however much of it there is. */
  private readonly sums = new RunningNormaliser(1)
  /** What each row of the segment led to [rows × inputs]. */
  private after = new Float32Array(0)

  /** Throws RangeError where observations are no plain vectors. */
  constructor(kind: 'icm' | 'rnd', { actor }: PolicySpec, head: ActionHead, seed: number) {
    if (
      actor.input.kind !== 'vector' ||
      !hasVectorPolicy({ actor: { ...actor, layers: [] }, deviation: null, critic: null })
    )
      throw new RangeError('Curiosity is for observations that are a row of numbers, and computed in vectors.')
    this.inputs = inputSize(actor)
    const chance = new SeededChance(seed ^ 0x5c0ffee5)
    this.surprise = kind === 'rnd' ? new Rnd(this.inputs, chance) : new Icm(this.inputs, head, chance)
  }

  /** Keeps what the last step led to: that of slot 0 was row `first` of a segment of so many rows. */
  saw(env: LearnerEnv, first: number, rows: number): void {
    const { inputs } = this
    if (this.after.length !== rows * inputs) this.after = new Float32Array(rows * inputs)
    for (let slot = 0; slot < env.slots; slot++) {
      const ended = env.terminated[slot] === 1 || env.truncated[slot] === 1
      const from = ended ? env.finalObservations : env.observations
      this.after.set(from.subarray(slot * inputs, (slot + 1) * inputs), (first + slot) * inputs)
    }
  }

  /** Adds weight × surprise to the rewards of a segment whose every step was seen. Returns the mean of the surprise, over the deviation of its discounted
   *  sums, and the loss of what is surprised. */
  reward(
    { observations, raw, rewards, lastValues }: Segment,
    gamma: number,
    weight: number,
  ): { surprise: number; loss: number } {
    const rows = rewards.length
    const slots = lastValues.length
    const surprise = new Float32Array(rows)
    const loss = this.surprise.learn(observations, this.after, raw, surprise)
    const sums = surprise.slice()
    for (let at = slots; at < rows; at++) sums[at] = sums[at]! + gamma * sums[at - slots]!
    this.sums.add(sums, rows)
    const deviation = this.sums.deviation(0)
    let mean = 0
    for (let row = 0; row < rows; row++) {
      rewards[row] = rewards[row]! + (weight * surprise[row]!) / deviation
      mean += surprise[row]! / deviation / rows
    }
    return { surprise: mean, loss }
  }

  save(): SavedArrays {
    return { ...this.surprise.save(), ...this.sums.save('curiosity.sums') }
  }

  load(saved: SavedArrays): void {
    this.surprise.load(saved)
    this.sums.load('curiosity.sums', saved)
  }
}
