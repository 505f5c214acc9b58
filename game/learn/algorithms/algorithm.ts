import type { ActionSpace } from '../../core/spaces.ts'
import type { PolicySpec } from '../../nets/spec.ts'
import type { LearnerEnv } from './learner-env.ts'

/** Figures of one round of learning, by name. */
export type Report = Readonly<Record<string, number>>

/** How a policy learns. It has a life: weights that change, an optimiser, tensors that `dispose` gives back. */
export interface Algorithm {
  readonly spec: PolicySpec
  /** The weights of the moment; changed in place by `learn`. Copy them to keep them. */
  readonly weights: Float32Array<ArrayBuffer>
  /** Gathers one portion of experience and learns from it. breathe: awaited between pieces of work of a few milliseconds, so that a worker can
   *  answer messages. */
  learn(environment: LearnerEnv, breathe?: () => Promise<void>): Promise<Report>
  /** Goes on from other weights. */
  load(weights: Float32Array): void
  /** Writes sampled action codes for `rows` observations. */
  act(observations: Float32Array, rows: number, actions: Uint32Array): void
  dispose(): void
}

export interface AlgorithmSetup {
  spec: PolicySpec
  /** Of the task's actions. */
  space: ActionSpace
  /** Fresh ones when missing. */
  weights?: Float32Array
  seed: number
}
