/** How far back an error is felt. */
export interface Reach {
  /** Rewards that are waited for before an entry learns: 1, or n with λ = 0. */
  n: number
  /** How much of an error goes on to the entry before (λ). */
  lambda: number
  /** What a second visit does to an entry's trace: it adds 1, or makes it 1. */
  traces: 'accumulating' | 'replacing'
}

/** A table that learns by temporal differences, from the experience of many slots at once. Its entries are states, or states with actions: what
 *  they are, only who calls knows. With n = 1 and λ = 0: V(S) ← V(S) + α (R + γ B − V(S)), where B is what the next entry is worth; Sutton & Barto
 *  (6.2). With more steps: the return of n rewards and B after them (7.2). With λ: the error goes to every entry by its eligibility trace (12.5, 12.7). */
export class TemporalDifferences {
  /** The entries that wait for their rewards, and the rewards [slots × n]. */
  private readonly waiting: Int32Array
  private readonly rewards: Float64Array
  private readonly lengths: Uint32Array
  private readonly targets: Float64Array
  /** [slots × entries]; empty without λ. */
  private readonly eligible: Float64Array

  /** table: changed in place. Throws RangeError where both n and λ are set. */
  constructor(
    private readonly table: Float64Array,
    slots: number,
    private readonly reach: Reach,
  ) {
    assertReach(reach)
    this.waiting = new Int32Array(slots * reach.n)
    this.rewards = new Float64Array(slots * reach.n)
    this.lengths = new Uint32Array(slots)
    this.targets = new Float64Array(reach.n)
    this.eligible = new Float64Array(reach.lambda > 0 ? slots * table.length : 0)
  }

  /** Learns from one step of a slot. bootstrap: what follows is worth, 0 at an end · over: this is the last step of the slot's episode, or of what
   *  is seen of it → the error of the entry that was left */
  step(
    slot: number,
    { entry, reward, bootstrap, over }: { entry: number; reward: number; bootstrap: number; over: boolean },
    { alpha, gamma }: { alpha: number; gamma: number },
  ): number {
    const error = reward + gamma * bootstrap - this.table[entry]!
    if (this.reach.lambda > 0) this.trace(slot, entry, alpha * error, gamma, over)
    else this.wait(slot, entry, reward, bootstrap, over, alpha, gamma)
    return error
  }

  private trace(slot: number, entry: number, change: number, gamma: number, over: boolean): void {
    const { table, eligible } = this
    const { lambda, traces } = this.reach
    const first = slot * table.length
    eligible[first + entry] = traces === 'replacing' ? 1 : eligible[first + entry]! + 1
    for (let i = 0; i < table.length; i++) {
      const trace = eligible[first + i]!
      if (trace === 0) continue
      table[i] = table[i]! + change * trace
      eligible[first + i] = over ? 0 : gamma * lambda * trace
    }
  }

  private wait(
    slot: number,
    entry: number,
    reward: number,
    bootstrap: number,
    over: boolean,
    alpha: number,
    gamma: number,
  ): void {
    const { table, waiting, rewards, targets } = this
    const { n } = this.reach
    const first = slot * n
    const length = this.lengths[slot]! + 1
    waiting[first + length - 1] = entry
    rewards[first + length - 1] = reward
    const learning = over ? length : length === n ? 1 : 0
    let target = bootstrap
    for (let i = length - 1; i >= 0 && learning > 0; i--) targets[i] = target = rewards[first + i]! + gamma * target
    for (let i = 0; i < learning; i++) {
      const at = waiting[first + i]!
      table[at] = table[at]! + alpha * (targets[i]! - table[at]!)
    }
    waiting.copyWithin(first, first + learning, first + length)
    rewards.copyWithin(first, first + learning, first + length)
    this.lengths[slot] = length - learning
  }
}

/** Throws RangeError where both n and λ are set. */
export function assertReach({ n, lambda }: Pick<Reach, 'n' | 'lambda'>): void {
  if (n > 1 && lambda > 0) throw new RangeError('Either several steps (n) or traces (λ) carry an error back, not both.')
}
