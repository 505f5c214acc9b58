import { encodeDelta, type EncodedDelta } from '../../nets/delta.ts'
import type { PolicySpec } from '../../nets/spec.ts'

/** The largest change of one push, as a part of the norm of the weights: the server refuses half. */
const MAX_RELATIVE_CHANGE = 0.4

/** What the server holds of a learner's weights, and the change that is on its way there: one at a time. What quantisation and the limit on a
 *  change leave out comes with the next one. */
export class PushQueue {
  private underway: EncodedDelta | null = null

  constructor(
    private readonly spec: PolicySpec,
    private served: Float32Array,
    public revision: number,
  ) {}

  get busy(): boolean {
    return this.underway !== null
  }

  /** The change from what the server holds towards `own`; null while one is under way or nothing has changed. */
  offer(own: Float32Array): EncodedDelta | null {
    if (this.underway) return null
    let change = 0
    let size = 0
    for (let i = 0; i < own.length; i++) {
      change += (own[i]! - this.served[i]!) ** 2
      size += this.served[i]! ** 2
    }
    if (change === 0) return null
    const share = Math.min(1, (MAX_RELATIVE_CHANGE * Math.sqrt(size)) / Math.sqrt(change))
    const { served } = this
    const delta = encodeDelta(
      this.spec,
      served,
      share === 1 ? own : own.map((w, i) => served[i]! + share * (w - served[i]!)),
    )
    if (delta.hash === delta.base) return null
    this.underway = delta
    return delta
  }

  /** The server holds a new revision: the one under way, or other weights. Returns whether it is the one under way. */
  acknowledge(revision: number, hash: string, weights: Float32Array | null): boolean {
    const ours = this.underway?.hash === hash
    if (ours) this.served = this.underway!.next
    else if (weights) this.served = weights
    this.revision = revision
    this.underway = null
    return ours
  }

  /** The server did not take the change. */
  refuse(): void {
    this.underway = null
  }
}
