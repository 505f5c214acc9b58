import type { SeededChance } from '../../core/chance.ts'
import { SumTree } from './sum-tree.ts'

/** Added to every error, so that nothing is never seen again. */
const LEAST_ERROR = 1e-3

/** What of a replay buffer is worth another look: transitions are drawn in proportion to pᵅ, where p is how wrong the last prediction of each was,
 *  and count by how much too often they are drawn (Schaul et al. 2016, section 3, proportional variant). */
export class Priorities {
  private readonly tree: SumTree
  /** The largest pᵅ so far: what is new is drawn as often as what was most wrong, until it was looked at. */
  private largest = 1

  /** alpha: 0 draws evenly, 1 in proportion to the error. */
  constructor(
    capacity: number,
    private readonly alpha: number,
  ) {
    this.tree = new SumTree(capacity)
  }

  /** A new transition lies at this index. */
  add(index: number): void {
    this.tree.set(index, this.largest)
  }

  /** Draws as many indices as there is room for, one from each of so many equal parts of the sum, with w = (N P(i))⁻ᵝ over the largest w of them, N
   *  the transitions that there are. beta: 0 corrects nothing, 1 all. */
  sample(
    chance: SeededChance,
    transitions: number,
    beta: number,
    indices: Uint32Array<ArrayBuffer>,
    weights: Float32Array,
  ): void {
    const { tree } = this
    const part = tree.total / indices.length
    let most = 0
    for (let i = 0; i < indices.length; i++) {
      const index = tree.find((i + chance.uniform()) * part)
      const weight = ((transitions * tree.at(index)) / tree.total) ** -beta
      indices[i] = index
      weights[i] = weight
      most = Math.max(most, weight)
    }
    for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / most
  }

  /** The predictions of these transitions were so wrong. */
  update(indices: Uint32Array, errors: Float32Array): void {
    for (let i = 0; i < indices.length; i++) {
      const priority = (Math.abs(errors[i]!) + LEAST_ERROR) ** this.alpha
      this.largest = Math.max(this.largest, priority)
      this.tree.set(indices[i]!, priority)
    }
  }

  save(name: string): Record<string, Float64Array> {
    return { [`${name}.tree`]: this.tree.save(), [`${name}.largest`]: Float64Array.of(this.largest) }
  }

  /** Goes on from what `save` gave under this name. */
  load(name: string, saved: Readonly<Record<string, ArrayLike<number>>>): void {
    this.tree.load(saved[`${name}.tree`]!)
    this.largest = saved[`${name}.largest`]![0]!
  }
}
