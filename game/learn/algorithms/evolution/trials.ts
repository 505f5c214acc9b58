import type { ActionHead } from '../../../nets/action-head.ts'
import { fastPolicy, type ActingPolicy } from '../../../nets/acting-policy.ts'
import { inputSize, weightCount, type PolicySpec } from '../../../nets/spec.ts'
import type { Progress } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'

/** Candidates to be tried. `write` makes the weights of one [actor's weights] from what describes it, such as a seed: a pure function, so that whoever
 *  tries one elsewhere needs only that, and gives back its return. */
export interface Candidates {
  count: number
  /** Whole episodes of each. */
  episodes: number
  write(candidate: number, weights: Float32Array): void
}

export interface Tried {
  /** Mean over the episodes of each candidate [count]. */
  returns: Float64Array
  decisions: number
  /** Those that were no part of a counted episode. */
  uncounted: number
}

/** A policy with weights of its own for each slot, which always takes its likeliest action. */
export class Trials {
  private readonly spec: PolicySpec
  private readonly scratch: Float32Array
  private policies: ActingPolicy[] = []

  constructor(
    { actor, deviation }: PolicySpec,
    private readonly head: ActionHead,
  ) {
    this.spec = { actor, deviation, critic: null }
    this.scratch = new Float32Array(weightCount(this.spec))
  }

  /** Plays whole episodes, each in whichever slot is free. What a slot is in the middle of when it begins is played to its end and not counted: only
   *  where the last step ended an episode does another begin. Slots for which nothing is left play on with what they have. share: which part of a
   *  round this is, for who asks how far it is. */
  async run(
    env: LearnerEnv,
    { count, episodes, write }: Candidates,
    { breathe, interim }: Progress,
    [from, to]: readonly [from: number, to: number] = [0, 1],
  ): Promise<Tried> {
    const { head, scratch } = this
    const { slots, rewards, terminated, truncated } = env
    const policies = this.policiesFor(slots)
    const size = inputSize(this.spec.actor)
    const rows = policies.map((_, slot) => env.observations.subarray(slot * size, (slot + 1) * size))
    const outputs = new Float32Array(head.outputs)
    const raw = new Float32Array(head.numbers)
    const codes = new Uint32Array(slots)
    const returns = new Float64Array(count)
    const jobs = count * episodes
    let [given, finished, decisions, counted] = [0, 0, 0, 0]
    const tries = new Int32Array(slots).fill(-1)
    const begun = new Uint8Array(slots)
    const sums = new Float64Array(slots)
    const lengths = new Uint32Array(slots)
    const give = (slot: number): void => {
      const last = tries[slot]!
      tries[slot] = given < jobs ? Math.floor(given / episodes) : -1
      if (given >= jobs) return
      given++
      if (tries[slot] === last) return
      write(tries[slot], scratch)
      policies[slot]!.load(scratch)
    }
    for (let slot = 0; slot < slots; slot++) {
      give(slot)
      begun[slot] = terminated[slot]! | truncated[slot]!
    }
    for (let step = 1; finished < jobs; step++) {
      for (let slot = 0; slot < slots; slot++) {
        policies[slot]!.outputs(rows[slot]!, 1, outputs)
        head.mode(outputs, 0, raw, 0)
        codes[slot] = head.codec.encode(raw, 0)
      }
      env.step(codes)
      decisions += slots
      for (let slot = 0; slot < slots; slot++) {
        sums[slot] = sums[slot]! + rewards[slot]!
        lengths[slot] = lengths[slot]! + 1
        if (terminated[slot] === 0 && truncated[slot] === 0) continue
        const candidate = tries[slot]!
        if (begun[slot] === 1 && candidate >= 0) {
          returns[candidate] = returns[candidate]! + sums[slot]! / episodes
          counted += lengths[slot]!
          finished++
          give(slot)
        }
        begun[slot] = 1
        sums[slot] = lengths[slot] = 0
      }
      if (step % 8 === 0) {
        interim(from + ((to - from) * finished) / jobs, {})
        await breathe()
      }
    }
    return { returns, decisions, uncounted: decisions - counted }
  }

  private policiesFor(slots: number): ActingPolicy[] {
    if (this.policies.length !== slots)
      this.policies = Array.from({ length: slots }, () => fastPolicy(this.spec, this.scratch))
    return this.policies
  }
}
