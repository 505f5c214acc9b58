import type { LearnerEnv } from '../learner/learner-env.ts'

/** One episode of one slot: the sum of its rewards, and how many decisions it took. */
export interface Episode {
  return: number
  length: number
}

/** An environment as it is, of which is told what its episodes brought. */
export class EpisodeWatch implements LearnerEnv {
  readonly slots: number
  readonly observationSize: number
  readonly observations: Float32Array
  readonly finalObservations: Float32Array
  readonly lists: LearnerEnv['lists']
  readonly rewards: Float32Array
  readonly terminated: Uint8Array
  readonly truncated: Uint8Array
  private readonly returns: Float64Array
  private readonly lengths: Uint32Array
  private ended: Episode[] = []

  constructor(private readonly env: LearnerEnv) {
    this.slots = env.slots
    this.observationSize = env.observationSize
    this.observations = env.observations
    this.finalObservations = env.finalObservations
    this.lists = env.lists
    this.rewards = env.rewards
    this.terminated = env.terminated
    this.truncated = env.truncated
    this.returns = new Float64Array(env.slots)
    this.lengths = new Uint32Array(env.slots)
  }

  step(actions: ArrayLike<number>): void {
    this.env.step(actions)
    const { returns, lengths } = this
    for (let slot = 0; slot < this.slots; slot++) {
      returns[slot] = returns[slot]! + this.rewards[slot]!
      lengths[slot] = lengths[slot]! + 1
      if (this.terminated[slot] === 0 && this.truncated[slot] === 0) continue
      this.ended.push({ return: returns[slot]!, length: lengths[slot]! })
      returns[slot] = 0
      lengths[slot] = 0
    }
  }

  /** The episodes that ended since the last call, in the order of their ends. */
  drain(): Episode[] {
    const taken = this.ended
    this.ended = []
    return taken
  }
}
