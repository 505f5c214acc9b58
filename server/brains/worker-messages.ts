import type { ActionSpace } from '../../game/core/spaces.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'

/** What the game's thread and a worker that runs policies say to each other. Messages are worked off in their order. */
export type ToWorker =
  /** Keep this policy under its key until it is dropped. Answered with `loaded` or `unfit`. */
  | { kind: 'load'; key: string; policy: Policy }
  | { kind: 'drop'; key: string }
  /** Answered with `decided` under the same id. */
  | { kind: 'decide'; id: number; groups: Group[] }
  /** The thread ends, and answers nothing more. */
  | { kind: 'end' }

/** A policy as a thread holds it: the same weights over another network or other actions are another policy. */
export interface Policy {
  spec: PolicySpec
  space: ActionSpace
  weights: Float32Array<ArrayBuffer>
}

/** Observations that share a policy. */
export interface Group {
  key: string
  /** [rows × inputs] */
  observations: Float32Array<ArrayBuffer>
  /** Uniform numbers in [0, 1) that the actions are drawn with [rows × head.draws]. */
  uniforms: Float64Array<ArrayBuffer>
}

export interface Answers {
  /** [rows] */
  codes: Uint32Array<ArrayBuffer>
  /** What the policy put out [rows × head.outputs]. */
  outputs: Float32Array<ArrayBuffer>
  /** [rows]; null where the policy has no value network. */
  values: Float32Array<ArrayBuffer> | null
}

export type FromWorker =
  | { kind: 'loaded'; key: string }
  | { kind: 'unfit'; key: string; message: string }
  /** Null: this policy is not here, or could not be run. */
  | { kind: 'decided'; id: number; groups: (Answers | null)[] }
