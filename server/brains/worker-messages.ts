import type { NetworkSpec } from '../../game/nets/spec.ts'

/** What the game's thread and a worker that runs policies say to each other. Messages are worked off in their order. */
export type ToWorker =
  /** Keep these weights under their hash until they are dropped. Answered with `loaded` or `unfit`. */
  | { kind: 'load'; hash: string; spec: NetworkSpec; weights: Float32Array<ArrayBuffer> }
  | { kind: 'drop'; hash: string }
  /** Answered with `decided` under the same id. */
  | { kind: 'decide'; id: number; groups: Group[] }

/** Observations that share weights. */
export interface Group {
  hash: string
  /** [rows × inputs] */
  observations: Float32Array<ArrayBuffer>
  /** Uniform numbers in [0, 1) that the actions are drawn with [rows]. */
  uniforms: Float32Array<ArrayBuffer>
}

export interface Answers {
  /** [rows] */
  codes: Uint32Array<ArrayBuffer>
  /** [rows × actions] */
  probabilities: Float32Array<ArrayBuffer>
  /** [rows] */
  values: Float32Array<ArrayBuffer>
  /** [rows] */
  logProbabilities: Float32Array<ArrayBuffer>
}

export type FromWorker =
  | { kind: 'loaded'; hash: string }
  | { kind: 'unfit'; hash: string; message: string }
  /** Null: these weights are not here, or could not be run. */
  | { kind: 'decided'; id: number; groups: (Answers | null)[] }
