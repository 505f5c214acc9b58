import type { SeededChance } from '../../../core/chance.ts'
import { orthogonal } from '../../../nets/initialise.ts'
import { VectorPolicy, type Judge } from '../../../nets/simd/vector-policy.ts'
import { networkParameters, weightCount, type PolicySpec } from '../../../nets/spec.ts'
import type { SavedArrays } from '../../learner/saved-run.ts'
import { Adam } from '../../maths/adam.ts'

/** A small dense network of its own beside a policy, with ReLU, that learns by Adam. */
export class SideNetwork {
  private readonly spec: PolicySpec
  private readonly weights: Float32Array
  private readonly vectors: VectorPolicy
  private readonly adam: Adam
  private readonly gradient: Float32Array

  constructor(
    inputs: number,
    hidden: readonly number[],
    outputs: number,
    chance: SeededChance,
    private readonly learningRate = 1e-3,
  ) {
    const layers = hidden.map((units) => ({ kind: 'dense' as const, units, activation: 'relu' as const }))
    const network = { input: { kind: 'vector' as const, length: inputs }, layers, outputs }
    this.spec = { actor: network, deviation: null, critic: null }
    this.weights = new Float32Array(weightCount(this.spec))
    for (const { shape, offset, size } of networkParameters(network, ''))
      if (shape.length === 2)
        this.weights.set(
          orthogonal(size / shape[1]!, shape[1]!, chance).map((value) => Math.SQRT2 * value),
          offset,
        )
    this.vectors = new VectorPolicy(this.spec, this.weights)
    this.adam = new Adam(this.weights.length)
    this.gradient = new Float32Array(this.weights.length)
  }

  /** What it puts out for rows of inputs [rows × outputs]. */
  outputs(inputs: Float32Array, rows: number): Float32Array {
    const out = new Float32Array(rows * this.spec.actor.outputs)
    this.vectors.outputs(inputs, rows, out)
    return out
  }

  /** One step down the gradient of what `judge` differentiates, over rows of inputs. */
  step(inputs: Float32Array, rows: number, judge: Judge): void {
    this.vectors.gradient(inputs, rows, judge, this.gradient)
    this.adam.step(this.weights, this.gradient, this.learningRate)
    this.vectors.load(this.weights)
  }

  save(name: string): Record<string, SavedArrays[string]> {
    return { [`${name}.weights`]: this.weights, ...this.adam.save(`${name}.adam`) }
  }

  load(name: string, saved: SavedArrays): void {
    this.weights.set(saved[`${name}.weights`]!)
    this.adam.load(`${name}.adam`, saved)
    this.vectors.load(this.weights)
  }
}

/** Rows of a step of such a network. */
export const MINIBATCH = 256

/** Rows of numbers, in this order [order × size]. */
export function pick(values: Float32Array, order: Uint32Array, size: number): Float32Array {
  const picked = new Float32Array(order.length * size)
  for (const [row, from] of order.entries())
    for (let i = 0; i < size; i++) picked[row * size + i] = values[from * size + i]!
  return picked
}
