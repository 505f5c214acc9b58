import type { Optimiser } from './optimiser.ts'

/** Adam (Kingma & Ba 2015, algorithm 1) over flat weights. Plain JavaScript: for networks of this size the hundred small operations it would be
 *  in TensorFlow.js cost more than the numbers. */
export class Adam implements Optimiser {
  private readonly mean: Float32Array
  private readonly square: Float32Array
  private steps = 0

  constructor(
    count: number,
    private readonly beta1 = 0.9,
    private readonly beta2 = 0.999,
    private readonly epsilon = 1e-5,
  ) {
    this.mean = new Float32Array(count)
    this.square = new Float32Array(count)
  }

  /** weights −= learningRate · m̂ / (√v̂ + ε), in place. */
  step(weights: Float32Array, gradient: Float32Array, learningRate: number): void {
    const { mean, square, beta1, beta2, epsilon } = this
    this.steps++
    const correction1 = 1 - beta1 ** this.steps
    const correction2 = 1 - beta2 ** this.steps
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]!
      const m = (mean[i] = beta1 * mean[i]! + (1 - beta1) * g)
      const v = (square[i] = beta2 * square[i]! + (1 - beta2) * g * g)
      weights[i] = weights[i]! - (learningRate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon)
    }
  }

  /** Its state, by names that begin with `name`: the arrays that it works on. */
  save(name: string): Record<string, Float32Array | Uint32Array> {
    return {
      [`${name}.mean`]: this.mean,
      [`${name}.square`]: this.square,
      [`${name}.steps`]: Uint32Array.of(this.steps),
    }
  }

  /** Goes on from what `save` gave under this name. */
  load(name: string, saved: Readonly<Record<string, ArrayLike<number>>>): void {
    this.mean.set(saved[`${name}.mean`]!)
    this.square.set(saved[`${name}.square`]!)
    this.steps = saved[`${name}.steps`]![0]!
  }

  /** Forgets what it has seen, for weights that jumped. */
  reset(): void {
    this.mean.fill(0)
    this.square.fill(0)
    this.steps = 0
  }
}

/** Scales a gradient to this Euclidean norm where it is longer (Pascanu et al. 2013). Returns the norm before. */
export function clipNorm(gradient: Float32Array, largest: number): number {
  let sum = 0
  for (let i = 0; i < gradient.length; i++) sum += gradient[i]! * gradient[i]!
  const norm = Math.sqrt(sum)
  if (norm > largest) for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i]! * largest) / norm
  return norm
}
