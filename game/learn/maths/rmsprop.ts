import type { Optimiser } from './optimiser.ts'

/** RMSProp (Tieleman & Hinton 2012, lecture 6.5) over flat weights: each number of a gradient over the root of the mean of its squares, which
 *  forgets by `decay`. ε is added to the mean, below the root (as Mnih et al. 2016 have it): gradients below √ε count as small. */
export class RmsProp implements Optimiser {
  private readonly square: Float32Array

  constructor(
    count: number,
    private readonly decay: number,
    private readonly epsilon: number,
  ) {
    this.square = new Float32Array(count)
  }

  /** v = decay v + (1 − decay) g², weights −= learningRate · g / √(v + ε), in place. */
  step(weights: Float32Array, gradient: Float32Array, learningRate: number): void {
    const { square, decay, epsilon } = this
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]!
      const v = (square[i] = decay * square[i]! + (1 - decay) * g * g)
      weights[i] = weights[i]! - (learningRate * g) / Math.sqrt(v + epsilon)
    }
  }

  save(name: string): Record<string, Float32Array> {
    return { [`${name}.square`]: this.square }
  }

  load(name: string, saved: Readonly<Record<string, ArrayLike<number>>>): void {
    this.square.set(saved[`${name}.square`]!)
  }

  reset(): void {
    this.square.fill(0)
  }
}
