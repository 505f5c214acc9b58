import { VectorNetworks } from '../../../nets/simd/vector-networks.ts'
import type { Network } from '../../../nets/spec.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { Adam } from '../../maths/adam.ts'

/** Networks that learn, with an optimiser, and perhaps a copy that goes a small part of the way after them each time (Lillicrap and others 2016). */
export class LaggedNetworks {
  readonly networks: VectorNetworks
  /** The copy; null where there is none. */
  readonly lagging: VectorNetworks | null
  /** Where the gradient of the weights goes [as many]. */
  readonly gradient: Float32Array
  private readonly adam: Adam
  private readonly behind: Float32Array

  /** weights: of all `count` of them; changed in place. */
  constructor(
    network: Network,
    count: number,
    private readonly weights: Float32Array,
    lags: boolean,
  ) {
    this.networks = new VectorNetworks(network, count)
    this.lagging = lags ? new VectorNetworks(network, count) : null
    this.gradient = new Float32Array(weights.length)
    this.adam = new Adam(weights.length)
    this.behind = weights.slice(0, lags ? weights.length : 0)
    this.refresh()
  }

  /** One step down the gradient. */
  step(learningRate: number): void {
    this.adam.step(this.weights, this.gradient, learningRate)
    this.networks.load(this.weights)
  }

  /** The copy goes the share tau of the way that is left. */
  follow(tau: number): void {
    const { weights, behind } = this
    for (let i = 0; i < behind.length; i++) behind[i] = behind[i]! + tau * (weights[i]! - behind[i]!)
    this.lagging?.load(behind)
  }

  /** The weights are others: the copy has them, too, and the optimiser forgets. */
  jumped(): void {
    this.behind.set(this.weights.subarray(0, this.behind.length))
    this.adam.reset()
    this.refresh()
  }

  save(name: string): SavedArrays {
    return { [`${name}.weights`]: this.weights, [`${name}.behind`]: this.behind, ...this.adam.save(name) }
  }

  /** Goes on from what `save` gave under this name. */
  load(name: string, saved: SavedArrays): void {
    this.weights.set(saved[`${name}.weights`]!)
    this.behind.set(saved[`${name}.behind`]!)
    this.adam.load(name, saved)
    this.refresh()
  }

  private refresh(): void {
    this.networks.load(this.weights)
    this.lagging?.load(this.behind)
  }
}
