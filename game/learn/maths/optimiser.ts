import { Adam } from './adam.ts'
import { RmsProp } from './rmsprop.ts'

/** What takes steps down a gradient, and remembers what it needs for the next one. */
export interface Optimiser {
  /** Changes the weights in place, against the gradient [as many]. */
  step(weights: Float32Array, gradient: Float32Array, learningRate: number): void
  /** Its state, by names that begin with `name`: the arrays that it works on. */
  save(name: string): Record<string, Float32Array | Uint32Array>
  /** Goes on from what `save` gave under this name. */
  load(name: string, saved: Readonly<Record<string, ArrayLike<number>>>): void
  /** Forgets what it has seen, for weights that jumped. */
  reset(): void
}

/** Which optimiser, and what is set of RMSProp. */
export type OptimiserChoice = { kind: 'adam' } | { kind: 'rmsProp'; decay: number; epsilon: number }

/** The chosen one, for so many weights. */
export const optimiserFor = (choice: OptimiserChoice, count: number): Optimiser =>
  choice.kind === 'adam' ? new Adam(count) : new RmsProp(count, choice.decay, choice.epsilon)
