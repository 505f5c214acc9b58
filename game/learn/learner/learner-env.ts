import { SparseRowList } from '../../nets/sparse-rows.ts'

/** What the learners of many slots see and get, step after step. */
export class LearnerSlots {
  /** What each slot sees now [slots × observationSize]. */
  readonly observations: Float32Array
  /** Where the last step ended an episode: the last observation of the old one [slots × observationSize]. */
  readonly finalObservations: Float32Array
  /** The same two where they are nearly all zeros and come as lists, a row for each slot: the arrays in full are empty then. */
  readonly lists: { readonly observations: SparseRowList; readonly finalObservations: SparseRowList } | null
  /** Of the last step [slots]. */
  readonly rewards: Float32Array
  /** The last step ended the slot's episode for good: the value after it is 0 [slots]. */
  readonly terminated: Uint8Array
  /** The last step cut the slot's episode off: the value after it is that of the final observation [slots]. */
  readonly truncated: Uint8Array

  /** observationSize: numbers of one observation. */
  constructor(
    readonly slots: number,
    readonly observationSize: number,
    asLists = false,
  ) {
    this.lists = asLists ? { observations: new SparseRowList(), finalObservations: new SparseRowList() } : null
    this.observations = new Float32Array(asLists ? 0 : slots * observationSize)
    this.finalObservations = new Float32Array(asLists ? 0 : slots * observationSize)
    this.rewards = new Float32Array(slots)
    this.terminated = new Uint8Array(slots)
    this.truncated = new Uint8Array(slots)
  }
}

/** Where a policy learns: many slots, each an endless row of episodes seen by one learner. Autoreset mode SAME_STEP, as in VectorEnv. */
export interface LearnerEnv extends LearnerSlots {
  /** One decision for each slot. actions: codes [slots]. */
  step(actions: ArrayLike<number>): void
}
