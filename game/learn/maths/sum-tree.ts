/** Numbers of which each is found by where it lies in the running sum of all, in logarithmic time (Schaul et al. 2016, appendix B.2.1). A node
 *  is the sum of the two below it, so that rounding errors do not add up. */
export class SumTree {
  /** Node 1 is the root, nodes 2i and 2i + 1 are below node i; the numbers themselves are the last half. */
  private readonly nodes: Float64Array
  private readonly leaves: number

  /** count numbers, all 0. */
  constructor(readonly count: number) {
    this.leaves = 2 ** Math.ceil(Math.log2(Math.max(2, count)))
    this.nodes = new Float64Array(2 * this.leaves)
  }

  get total(): number {
    return this.nodes[1]!
  }

  /** The number at an index. */
  at(index: number): number {
    return this.nodes[this.leaves + index]!
  }

  /** value: 0 or more. */
  set(index: number, value: number): void {
    const { nodes } = this
    let node = this.leaves + index
    nodes[node] = value
    for (node >>= 1; node > 0; node >>= 1) nodes[node] = nodes[2 * node]! + nodes[2 * node + 1]!
  }

  /** The index at which the running sum passes `sum`, which is from 0 up to the total; one whose number is not 0, as long as any is. */
  find(sum: number): number {
    const { nodes, leaves } = this
    let node = 1
    while (node < leaves) {
      node *= 2
      // Rounding must not lead to where there is nothing.
      if (sum < nodes[node]! || nodes[node + 1] === 0) continue
      sum -= nodes[node]!
      node++
    }
    return node - leaves
  }

  /** All numbers [count]. */
  save(): Float64Array {
    return this.nodes.subarray(this.leaves, this.leaves + this.count)
  }

  /** Takes all numbers anew [count]. */
  load(values: ArrayLike<number>): void {
    const { nodes, leaves } = this
    nodes.set(values, leaves)
    for (let node = leaves - 1; node > 0; node--) nodes[node] = nodes[2 * node]! + nodes[2 * node + 1]!
  }
}
