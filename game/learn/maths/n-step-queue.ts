import type { Transition } from './replay-buffer.ts'

/** Makes transitions over several decisions from the steps of many slots (Sutton & Barto, 7.1): reward Σ γᵏ r[t+k] for k < m, then the observation
 *  that m decisions led to, and discount γᵐ, or 0 where that is the end for good. m is n, and less where the episode ends before or the
 *  queue is emptied. */
export class NStepQueue {
  /** Decisions that wait for the n-th after them, a ring for each slot [slots × n]. */
  private readonly observations: Float32Array
  private readonly actions: Float32Array
  private readonly rewards: Float64Array
  private readonly firsts: Uint32Array
  private readonly counts: Uint32Array

  /** shape: numbers of an observation, and of an action. store: gets each transition; what it is handed is written over later. */
  constructor(
    private readonly shape: { slots: number; inputs: number; numbers: number },
    private readonly n: number,
    private readonly gamma: number,
    private readonly store: (transition: Transition) => void,
  ) {
    const { slots, inputs, numbers } = shape
    this.observations = new Float32Array(slots * n * inputs)
    this.actions = new Float32Array(slots * n * numbers)
    this.rewards = new Float64Array(slots * n)
    this.firsts = new Uint32Array(slots)
    this.counts = new Uint32Array(slots)
  }

  /** A slot saw this, did that, got the reward and was led to `next`, where its episode ended or not. */
  push(
    slot: number,
    { observation, action, reward, next }: Omit<Transition, 'discount'>,
    end: 'terminated' | 'truncated' | null,
  ): void {
    const { n, counts, shape } = this
    const at = this.placeOf(slot, counts[slot]!)
    this.observations.set(observation, at * shape.inputs)
    this.actions.set(action, at * shape.numbers)
    this.rewards[at] = reward
    counts[slot] = counts[slot]! + 1
    if (end) this.empty(slot, next, end === 'terminated')
    else if (counts[slot] === n) this.emit(slot, next, false)
  }

  /** What waits in this slot waits no longer: `next` is the last that it was led to. */
  empty(slot: number, next: Float32Array, terminated = false): void {
    while (this.counts[slot]! > 0) this.emit(slot, next, terminated)
  }

  /** The oldest decision that waits leaves. */
  private emit(slot: number, next: Float32Array, terminated: boolean): void {
    const { n, gamma, counts, firsts } = this
    const { inputs, numbers } = this.shape
    const at = this.placeOf(slot, 0)
    let [reward, discount] = [0, 1]
    for (let k = 0; k < counts[slot]!; k++) {
      reward += discount * this.rewards[this.placeOf(slot, k)]!
      discount *= gamma
    }
    firsts[slot] = (firsts[slot]! + 1) % n
    counts[slot] = counts[slot]! - 1
    this.store({
      observation: this.observations.subarray(at * inputs, (at + 1) * inputs),
      action: this.actions.subarray(at * numbers, (at + 1) * numbers),
      reward,
      next,
      discount: terminated ? 0 : discount,
    })
  }

  private placeOf(slot: number, k: number): number {
    return slot * this.n + ((this.firsts[slot]! + k) % this.n)
  }
}
