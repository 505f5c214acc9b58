import type { SeededChance } from '../../core/chance.ts'

/** What one decision, or several in a row, led to. */
export interface Transition {
  /** [inputs] */
  observation: Float32Array
  /** Its numbers [numbers]. */
  action: Float32Array
  /** The discounted sum, where there were several decisions. */
  reward: number
  /** [inputs] */
  next: Float32Array
  /** What the value of `next` counts: γ to the number of decisions, 0 where the episode terminated. */
  discount: number
}

/** B transitions, each part of them in one row of numbers. */
export interface TransitionBatch {
  /** [B × inputs] */
  observations: Float32Array
  /** [B × numbers] */
  actions: Float32Array
  /** [B] */
  rewards: Float32Array
  /** [B × inputs] */
  nexts: Float32Array
  /** [B] */
  discounts: Float32Array
}

/** Room for so many transitions. */
export const newTransitionBatch = (rows: number, inputs: number, numbers: number): TransitionBatch => ({
  observations: new Float32Array(rows * inputs),
  actions: new Float32Array(rows * numbers),
  rewards: new Float32Array(rows),
  nexts: new Float32Array(rows * inputs),
  discounts: new Float32Array(rows),
})

/** The last transitions, as many as there is room for (Lin 1992): a ring over flat arrays. */
export class ReplayBuffer {
  /** Transitions in it. */
  size = 0
  private readonly held: TransitionBatch
  /** Where the next one goes. */
  private at = 0

  constructor(
    readonly capacity: number,
    private readonly inputs: number,
    private readonly numbers: number,
  ) {
    this.held = newTransitionBatch(capacity, inputs, numbers)
  }

  /** Takes a transition, over the oldest one where it is full; the index at which it lies. */
  add({ observation, action, reward, next, discount }: Transition): number {
    const { held, at, inputs, numbers } = this
    held.observations.set(observation, at * inputs)
    held.actions.set(action, at * numbers)
    held.rewards[at] = reward
    held.nexts.set(next, at * inputs)
    held.discounts[at] = discount
    this.at = (at + 1) % this.capacity
    this.size = Math.max(this.size, at + 1)
    return at
  }

  /** Draws indices of transitions, evenly, each anew. Throws RangeError where there are none. */
  sample(chance: SeededChance, indices: Uint32Array<ArrayBuffer>): void {
    if (this.size === 0) throw new RangeError('An empty buffer has nothing to draw')
    for (let i = 0; i < indices.length; i++) indices[i] = chance.below(this.size)
  }

  /** Copies the transitions at these indices to a batch of as many. */
  read(indices: Uint32Array, batch: TransitionBatch): void {
    const { held, inputs, numbers } = this
    for (let row = 0; row < indices.length; row++) {
      const index = indices[row]!
      for (let i = 0; i < inputs; i++) {
        batch.observations[row * inputs + i] = held.observations[index * inputs + i]!
        batch.nexts[row * inputs + i] = held.nexts[index * inputs + i]!
      }
      for (let i = 0; i < numbers; i++) batch.actions[row * numbers + i] = held.actions[index * numbers + i]!
      batch.rewards[row] = held.rewards[index]!
      batch.discounts[row] = held.discounts[index]!
    }
  }

  /** Mean and standard deviation of each number of the observations [inputs each]. */
  ranges(): { means: Float64Array; deviations: Float64Array } {
    const { held, inputs, size } = this
    const [means, squares] = [new Float64Array(inputs), new Float64Array(inputs)]
    const each = (add: (value: number, i: number) => void): void => {
      for (let at = 0; at < size * inputs; at++) add(held.observations[at]!, at % inputs)
    }
    each((value, i) => (means[i] = means[i]! + value / size))
    each((value, i) => (squares[i] = squares[i]! + (value - means[i]!) ** 2 / size))
    return { means, deviations: squares.map(Math.sqrt) }
  }

  /** All of it, by names that begin with `name`: the arrays that it works on. */
  save(name: string): Record<string, Float32Array | Uint32Array> {
    const parts = Object.entries(this.held).map(([part, numbers]) => [`${name}.${part}`, numbers as Float32Array])
    return { ...Object.fromEntries(parts), [`${name}.ring`]: Uint32Array.of(this.size, this.at) }
  }

  /** Goes on from what `save` gave under this name. */
  load(name: string, saved: Readonly<Record<string, ArrayLike<number>>>): void {
    for (const [part, numbers] of Object.entries(this.held)) (numbers as Float32Array).set(saved[`${name}.${part}`]!)
    const [size, at] = Array.from(saved[`${name}.ring`]!)
    this.size = size!
    this.at = at!
  }
}
