/** Remembers the episodes of many slots, and says what followed each of their visits. An entry is a state, or a state with an action. */
export class EpisodeReturns {
  /** What was visited, and what was rewarded after it [slots × longest]. */
  private readonly entries: Uint32Array
  private readonly rewards: Float64Array
  private readonly lengths: Uint32Array
  /** How often the episode that is looked at has visited each entry. */
  private readonly visits: Uint32Array

  /** longest: the most steps that are remembered of an episode. */
  constructor(
    entries: number,
    slots: number,
    private readonly longest: number,
  ) {
    this.entries = new Uint32Array(slots * longest)
    this.rewards = new Float64Array(slots * longest)
    this.lengths = new Uint32Array(slots)
    this.visits = new Uint32Array(entries)
  }

  add(slot: number, entry: number, reward: number): void {
    const at = slot * this.longest + this.lengths[slot]!
    this.entries[at] = entry
    this.rewards[at] = reward
    this.lengths[slot] = this.lengths[slot]! + 1
  }

  /** Ends a slot's episode, and tells of its visits from the last to the first, each with its return G[t] = R[t+1] + γ G[t+1]; Sutton & Barto (3.9).
   *  following: the return after the last step · only: the first visits of each entry, or every one */
  end(
    slot: number,
    { gamma, following, only }: { gamma: number; following: number; only: 'first' | 'every' },
    visit: (entry: number, value: number) => void,
  ): void {
    const { entries, rewards, visits } = this
    const first = slot * this.longest
    const last = first + this.lengths[slot]! - 1
    for (let at = first; at <= last; at++) visits[entries[at]!] = visits[entries[at]!]! + 1
    let value = following
    for (let at = last; at >= first; at--) {
      const entry = entries[at]!
      value = rewards[at]! + gamma * value
      visits[entry] = visits[entry]! - 1
      if (only === 'every' || visits[entry] === 0) visit(entry, value)
    }
    this.forget(slot)
  }

  /** Leaves a slot's episode out. */
  forget(slot: number): void {
    this.lengths[slot] = 0
  }
}
